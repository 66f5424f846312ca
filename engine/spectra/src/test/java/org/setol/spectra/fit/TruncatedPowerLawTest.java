package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TruncatedPowerLawTest {

    /** Distance of every candidate as the definition reads, each fit from scratch. */
    private static double plainDistance(double[] x, int i, boolean endsAtXmax, KsDistance ks) {
        int m = x.length - i;
        double meanU = 0;
        double meanH = 0;
        for (int k = i; k < x.length; k++) {
            meanU += Math.log(x[k] / x[i]) / m;
            meanH += (x[k] / x[i] - 1) / m;
        }
        TiltedFit fit = new TiltedFit(TiltedExponential.Shape.CUT_OFF, 0);
        fit.fit(meanU, meanH);
        double alpha = fit.a + 1;
        double norm = endsAtXmax ? cdf(x[x.length - 1] / x[i], alpha, fit.b) : 1;
        double max = 0;
        for (int k = i; k < x.length; k++) {
            double model = cdf(x[k] / x[i], alpha, fit.b) / norm;
            double below = model - (double) (k - i) / m;
            double above = (double) (k - i + 1) / m - model;
            max = Math.max(max, ks == KsDistance.ONE_SIDED ? Math.abs(below) : Math.max(below, above));
        }
        return max;
    }

    private static double cdf(double t, double alpha, double z) {
        return 1 - Math.pow(t, 1 - alpha) * ExponentialIntegral.of(alpha, z * t) / ExponentialIntegral.of(alpha, z);
    }

    @Test
    void thePrunedScanFindsTheSmallestDistanceOfAll() {
        SplittableRandom random = new SplittableRandom(21);
        for (int round = 0; round < 24; round++) {
            double lambda = 0.02 + 0.5 * random.nextDouble();
            double[] x = Planted.sample(
                    5 + random.nextInt(90),
                    round,
                    r -> r.nextInt(3) == 0 ? 0.3 + 0.7 * r.nextDouble() : Planted.truncated(r, 1.8, lambda));
            boolean endsAtXmax = round % 2 == 0;
            KsDistance ks = round % 4 < 2 ? KsDistance.ONE_SIDED : KsDistance.TWO_SIDED;
            double smallest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < x.length - 1; i++) {
                smallest = Math.min(smallest, plainDistance(x, i, endsAtXmax, ks));
            }
            TruncatedFit fit = (TruncatedFit) TruncatedPowerLaw.fitSorted(x, 1, endsAtXmax, ks);
            assertThat(fit.distance()).as("round %d", round).isCloseTo(smallest, within(1e-8));
        }
    }

    /** Standard errors at n = 4000 are near 0.06 and 0.02; four of them are allowed. */
    @Test
    void recoversWhatWasPlanted() {
        double[] x = Planted.sample(4000, 22, r -> Planted.truncated(r, 1.8, 0.1));
        TruncatedFit fit = (TruncatedFit) TruncatedPowerLaw.fitSorted(x, 0, 1.2, 1, false, KsDistance.ONE_SIDED);
        assertThat(fit.alpha()).isCloseTo(1.8, within(0.24));
        assertThat(fit.lambda()).isCloseTo(0.1, within(0.08));
    }

    @Test
    void unitsOfTheDataScaleLambdaAndNothingElse() {
        double[] x = Planted.sample(200, 23, r -> Planted.truncated(r, 1.7, 0.2));
        double[] scaled = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            scaled[k] = 1024 * x[k];
        }
        TruncatedFit fit = (TruncatedFit) TruncatedPowerLaw.fitSorted(x, 1, true, KsDistance.ONE_SIDED);
        TruncatedFit other = (TruncatedFit) TruncatedPowerLaw.fitSorted(scaled, 1, true, KsDistance.ONE_SIDED);
        assertThat(other.xmin()).isEqualTo(1024 * fit.xmin());
        assertThat(other.alpha()).isCloseTo(fit.alpha(), within(1e-7));
        assertThat(other.lambda() * 1024).isCloseTo(fit.lambda(), within(1e-7));
    }

    @Test
    void saysWhyThereIsNoFit() {
        assertThat(TruncatedPowerLaw.fitSorted(new double[] {1}, 1, true, KsDistance.ONE_SIDED))
                .isEqualTo(new NoFit("a truncated power law needs at least 2 positive eigenvalues, there are 1"));
        assertThat(TruncatedPowerLaw.fitSorted(new double[] {2, 2, 2}, 1, true, KsDistance.ONE_SIDED))
                .isEqualTo(new NoFit("all 3 eigenvalues are equal"));
        assertThat(TruncatedPowerLaw.fitSorted(new double[] {1, 2, 3}, 5, 6, 1, true, KsDistance.ONE_SIDED))
                .isInstanceOf(NoFit.class);
    }
}
