package org.setol.spectra.freeprob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.Spectrum;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.random.RandomWords;

/** Densities, distribution functions and samples of the laws; power laws and kappa fitted to samples. */
final class LawsTest {

    private static final double[] PROBABILITIES = {1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999};

    static Stream<ContinuousLaw> laws() {
        return Stream.of(
                new InverseMarchenkoPastur(0.1),
                new InverseMarchenkoPastur(0.5),
                new InverseMarchenkoPastur(7),
                new MarchenkoPasturLaw(1, 1),
                new MarchenkoPasturLaw(2, 3),
                LevyWigner.positive(1.2),
                LevyWigner.positive(1.5),
                new LevyWigner(1.7, 3, 0.4),
                new FreeCauchy(2, 0.5),
                new BoundedPowerLaw(2, 0.5, 20),
                new BoundedPowerLaw(3.3, 1, 7));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void theDensityIsTheSlopeOfTheDistributionFunctionWhoseInverseTheQuantileIs(ContinuousLaw law) {
        for (double p : PROBABILITIES) {
            double x = law.quantile(p);
            assertThat(law.cdf(x)).isCloseTo(p, within(1e-12));
            // A range short enough for the density to be smooth on it, also where tails fall off slowly.
            double mass = 0.02 * Math.min(p, 1 - p);
            double integral = Laws.integrate(law::density, law.quantile(p - mass), x);
            assertThat(integral).as("mass below the quantile of %s", p).isCloseTo(mass, within(1e-8 * mass + 1e-12));
        }
    }

    /** The Kolmogorov-Smirnov distance of n independent values exceeds 1.95 / sqrt(n) once in a thousand seeds. */
    @ParameterizedTest
    @MethodSource("laws")
    void samplesHaveTheDensity(ContinuousLaw law) {
        int n = 2000;
        double[] sample = law.sample(n, new RandomWords(20, 26));
        assertThat(sample).isSorted();
        assertThat(distance(sample, law)).isLessThan(1.95 / Math.sqrt(n));
        assertThat(law.sample(n, new RandomWords(20, 26))).isEqualTo(sample);
        assertThat(law.sample(n, new RandomWords(21, 26))).isNotEqualTo(sample);
        // Distorted by a few percent of probability they have not.
        double[] distorted = DoubleStream.of(sample)
                .map(x -> law.quantile(Math.pow(law.cdf(x), 1.2)))
                .toArray();
        assertThat(distance(distorted, law)).isGreaterThan(1.95 / Math.sqrt(n));
    }

    private static double distance(double[] ascending, ContinuousLaw law) {
        double distance = 0;
        int n = ascending.length;
        for (int k = 0; k < n; k++) {
            double cdf = law.cdf(ascending[k]);
            distance = Math.max(distance, Math.max(cdf - (double) k / n, (k + 1.0) / n - cdf));
        }
        return distance;
    }

    /**
     * Spectra of matrices: W' W / N is Marchenko-Pastur, its inverse inverse Marchenko-Pastur, and for a square W freely
     * 1/2-stable. The count of eigenvalues below a point strays by about one (see FreeConvolutionTest): 6/n.
     */
    @Test
    void spectraOfRandomMatricesHaveTheDensities() {
        double[] wide = wishart(300, 150, 7);
        assertThat(distance(wide, new MarchenkoPasturLaw(1, 2))).isLessThan(6.0 / 150);
        // Q = 2: kappa = 1/2; the mean of 1/x is Q / (Q - 1) = 2.
        assertThat(distance(inverse(wide, 0.5), new InverseMarchenkoPastur(0.5)))
                .isLessThan(6.0 / 150);
        assertThat(distance(inverse(wide, 0.5), new InverseMarchenkoPastur(0.6)))
                .isGreaterThan(6.0 / 150);
        double[] square = wishart(150, 150, 8);
        assertThat(distance(inverse(square, 1), LevyWigner.positive(1.5))).isLessThan(6.0 / 150);
        assertThat(distance(inverse(square, 1), LevyWigner.positive(1.6))).isGreaterThan(6.0 / 150);
    }

    private static double[] wishart(int rows, int cols, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = new double[rows * cols];
        Arrays.setAll(weights, k -> random.nextGaussian());
        return DoubleStream.of(Spectrum.of(weights, rows, cols).eigenvalues())
                .map(x -> x / rows)
                .toArray();
    }

    private static double[] inverse(double[] values, double scale) {
        return DoubleStream.of(values).map(x -> scale / x).sorted().toArray();
    }

    /** R(0) is the mean, 1; its slope the variance, 1 / (2 kappa). */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 2})
    void inverseMarchenkoPasturHasMeanOne(double kappa) {
        InverseMarchenkoPastur law = new InverseMarchenkoPastur(kappa);
        Laws.Quadrature mean = Laws.Quadrature.arc(x -> x * law.density(x), law.lowerEdge(), law.upperEdge());
        Laws.Quadrature second = Laws.Quadrature.arc(x -> x * x * law.density(x), law.lowerEdge(), law.upperEdge());
        assertThat(mean.total()).isCloseTo(1, within(1e-12));
        assertThat(second.total() - 1).isCloseTo(1 / (2 * kappa), within(1e-11));
    }

    /**
     * Fig 12(b): alpha of a power law fitted to inverse Marchenko-Pastur spectra is linear in kappa. The line is not alpha =
     * 2 kappa, though: it starts at 3/2 for kappa = 0, where between its edges the density is x^-3/2, has slope 1.2, and
     * meets 2 kappa at 2.
     */
    @Test
    void alphaIsLinearInKappaAndTwiceItOnlyAtTwo() {
        for (double kappa : new double[] {0.1, 0.25, 0.5, 1, 1.5, 2, 2.5}) {
            // Quantiles, so no chance; how much the line's slope varies is the fit's choice of xmin.
            double alpha = alphaOf(quantiles(new InverseMarchenkoPastur(kappa), 1000));
            assertThat(alpha).as("kappa %s", kappa).isCloseTo(1.52 + 1.22 * kappa, within(0.06));
        }
        // The paper's own example: 1.86 in Fig 12(a), 1.08 in its text, "alpha = 2.0" as its best; here 2.13.
        assertThat(alphaOf(quantiles(new InverseMarchenkoPastur(0.5), 1000))).isBetween(2.0, 2.3);
        assertThat(alphaOf(quantiles(new InverseMarchenkoPastur(2), 1000))).isCloseTo(4, within(0.1));
        assertThat(new InverseMarchenkoPastur(2).alpha()).isEqualTo(4);
    }

    /** With xmin in the lower two thirds: else short tails at the upper edge can win, where the density falls vertically. */
    @Test
    void sampledSpectraLieOnThatLine() {
        for (double kappa : new double[] {0.25, 0.5, 1, 2}) {
            InverseMarchenkoPastur law = new InverseMarchenkoPastur(kappa);
            double[] sample = law.sample(4000, new RandomWords(5, (long) (100 * kappa)));
            PowerLawFit fit = (PowerLawFit) PowerLaw.fitSorted(sample, 0, law.quantile(0.67));
            // At a fixed xmin four deviations are 4 (alpha - 1) / sqrt(1400) = 0.1 to 0.3; xmin moves it by as much
            // again.
            assertThat(fit.alpha()).as("kappa %s", kappa).isCloseTo(1.52 + 1.22 * kappa, within(0.25 * (1 + kappa)));
        }
    }

    private static double alphaOf(double[] ascending) {
        return ((PowerLawFit) PowerLaw.fitSorted(ascending)).alpha();
    }

    private static double[] quantiles(ContinuousLaw law, int n) {
        double[] values = new double[n];
        Arrays.setAll(values, k -> law.quantile((k + 0.5) / n));
        return values;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.2, 0.5, 1, 3})
    void kappaIsFoundAgainFromATail(double kappa) {
        InverseMarchenkoPastur law = new InverseMarchenkoPastur(kappa);
        double cut = law.quantile(0.4);
        double[] all = law.sample(2000, new RandomWords(8, (long) (100 * kappa)));
        double[] tail = Arrays.stream(all).filter(x -> x >= cut).toArray();
        InverseMpFit fit = (InverseMpFit) InverseMpLikelihood.fit(tail, cut);
        // Of 1200 values; at small kappa only the few largest see it.
        assertThat(fit.deviation()).isBetween(0.0, 0.2 * kappa);
        // Four standard errors; the likelihood is not quite a parabola near the edge.
        assertThat(fit.kappa()).isCloseTo(kappa, within(4 * fit.deviation()));
        assertThat(fit.alpha()).isEqualTo(2 * fit.kappa());
        assertThat(fit.tail()).isEqualTo(tail.length);
        // The largest of n distances, with kappa fitted: below that of fixed kappa.
        assertThat(fit.distance()).isLessThan(1.95 / Math.sqrt(tail.length));
    }

    @Test
    void aTailWithoutAnInverseMarchenkoPasturLawHasAReason() {
        assertThat(InverseMpLikelihood.fit(quantiles(new BoundedPowerLaw(1.2, 1, 1e6), 500), 1))
                .isInstanceOfSatisfying(
                        Undefined.class, none -> assertThat(none.reason()).contains("x^-3/2"));
        assertThat(InverseMpLikelihood.fit(new double[] {2, 2, 2}, 1)).isInstanceOf(Undefined.class);
        assertThat(InverseMpLikelihood.fit(new double[] {0.5, 0.9}, 0.5))
                .isInstanceOfSatisfying(
                        Undefined.class, none -> assertThat(none.reason()).contains("above the spectrum's mean"));
        assertThatThrownBy(() -> InverseMpLikelihood.fit(new double[] {1, 2, 3}, 1.5))
                .hasMessageContaining("0 < cut <= tail");
    }
}
