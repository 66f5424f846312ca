package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The likelihood's one maximum, whatever the start. */
final class TiltedFitTest {

    private static final double[] STARTS_A = {-0.9, 0, 0.1, 1, 5, 40};
    private static final double[] STARTS_B = {1e-9, 1e-4, 0.1, 1, 30};

    private static double meanLog(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += Math.log(v / x[0]);
        }
        return sum / x.length;
    }

    private static double meanExcess(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v / x[0] - 1;
        }
        return sum / x.length;
    }

    /** Negative log-likelihood a datum by the incomplete gamma function, independent of the quadrature. */
    private static double objective(double meanU, double meanH, double a, double b) {
        return a * meanU + b * meanH + Math.log(ExponentialIntegral.of(a + 1, b)) + b;
    }

    @Test
    void theNormalisationIsThatOfTheIncompleteGammaFunction() {
        SplittableRandom random = new SplittableRandom(11);
        TiltedExponential family = new TiltedExponential(TiltedExponential.Shape.CUT_OFF);
        for (int k = 0; k < 500; k++) {
            double a = -1 + 11 * random.nextDouble();
            double b = Math.pow(10, -8 + 9.6 * random.nextDouble());
            family.moments(a, b);
            double expected = Math.log(ExponentialIntegral.of(a + 1, b)) + b;
            assertThat(family.logNorm).as("a %s, b %s", a, b).isCloseTo(expected, within(1e-12));
        }
    }

    /** With mean m and deviation s of the untruncated normal, far from 0: the moments are the normal's. */
    @Test
    void aGaussianFarFromItsEdgeHasANormalsMoments() {
        TiltedExponential family = new TiltedExponential(TiltedExponential.Shape.GAUSSIAN);
        double m = 3;
        double s = 0.05;
        family.moments(-m / (s * s), 1 / (2 * s * s));
        assertThat(family.meanU).isCloseTo(m, within(1e-12));
        assertThat(family.varU).isCloseTo(s * s, within(1e-12));
        assertThat(family.meanH).isCloseTo(m * m + s * s, within(1e-11));
    }

    @Test
    void everyStartLeadsToTheSameOptimum() {
        SplittableRandom random = new SplittableRandom(12);
        for (int k = 0; k < 40; k++) {
            double alpha = 1 + 3 * random.nextDouble();
            double lambda = Math.pow(10, -3 + 3 * random.nextDouble());
            double[] x = Planted.sample(3 + random.nextInt(200), k, r -> Planted.truncated(r, alpha + 0.1, lambda));
            double meanU = meanLog(x);
            double meanH = meanExcess(x);
            TiltedFit reference = new TiltedFit(TiltedExponential.Shape.CUT_OFF, -1);
            reference.fit(meanU, meanH);
            for (double a : STARTS_A) {
                for (double b : STARTS_B) {
                    TiltedFit fit = new TiltedFit(TiltedExponential.Shape.CUT_OFF, -1);
                    fit.fit(meanU, meanH, a, b);
                    // The optimum is flat: a likelihood known to 1e-14 fixes the place to its root.
                    assertThat(fit.objective).isCloseTo(reference.objective, within(1e-12));
                    assertThat(fit.a).as("start %s %s", a, b).isCloseTo(reference.a, within(1e-5));
                    assertThat(fit.b).isCloseTo(reference.b, within(1e-5 * (1 + reference.b)));
                }
            }
        }
    }

    @Test
    void noPlaceNearbyIsMoreLikely() {
        double[] x = Planted.sample(150, 13, r -> Planted.truncated(r, 1.7, 0.1));
        double meanU = meanLog(x);
        double meanH = meanExcess(x);
        TiltedFit fit = new TiltedFit(TiltedExponential.Shape.CUT_OFF, 0);
        fit.fit(meanU, meanH);
        double best = objective(meanU, meanH, fit.a, fit.b);
        for (double da = -0.01; da <= 0.011; da += 0.005) {
            for (double db = -0.01; db <= 0.011; db += 0.005) {
                assertThat(objective(meanU, meanH, fit.a + da, fit.b + db)).isGreaterThanOrEqualTo(best - 1e-14);
            }
        }
    }

    @Test
    void aTailHeavierThanAnyCutOffIsAPurePowerLaw() {
        double[] x = {1, 1.1, 1.2, 1.3, 1.4, 1.5, 50};
        TiltedFit fit = new TiltedFit(TiltedExponential.Shape.CUT_OFF, 0);
        fit.fit(meanLog(x), meanExcess(x));
        assertThat(fit.b).isLessThan(1e-3);
        double[] heavy = {1, 1.01, 1.02, 1.03, 1.04, 1.05, 50};
        fit.fit(meanLog(heavy), meanExcess(heavy));
        assertThat(fit.b).isZero();
        assertThat(fit.a).isEqualTo(1 / meanLog(heavy));
    }
}
