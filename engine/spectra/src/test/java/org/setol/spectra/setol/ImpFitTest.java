package org.setol.spectra.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImpFitTest {

    /** rho(u) = kappa / (pi u^2) sqrt((u+ - u)(u - u-)), u+- = (kappa + 1 +- sqrt(2 kappa + 1)) / kappa, integrated. */
    private static double integral(double kappa, double to, int power) {
        double middle = (kappa + 1) / kappa;
        double half = Math.sqrt(2 * kappa + 1) / kappa;
        double end = Math.acos(Math.clamp((middle - to) / half, -1, 1));
        int steps = 40_000;
        double sum = 0;
        for (int k = 0; k < steps; k++) {
            double theta = end * (k + 0.5) / steps;
            double u = middle - half * Math.cos(theta);
            double root = half * Math.sin(theta);
            sum += Math.pow(u, power) * kappa / (Math.PI * u * u) * root * root;
        }
        return sum * end / steps;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 1, 4})
    void theLawIsTheInverseWishartsOfMeanOne(double kappa) {
        assertThat(integral(kappa, Double.MAX_VALUE, 0)).isCloseTo(1, within(1e-6));
        assertThat(integral(kappa, Double.MAX_VALUE, 1)).isCloseTo(1, within(1e-6));
        for (double u : new double[] {0.05, 0.2, 0.5, 1, 2, 5, 20}) {
            assertThat(ImpFit.cdf(u, kappa)).as("at %s", u).isCloseTo(integral(kappa, u, 0), within(1e-6));
        }
        assertThat(ImpFit.cdf(0, kappa)).isZero();
    }

    /** The middles of n equally probable parts: half a step from the law everywhere. */
    private static double[] quantiles(int n, double kappa) {
        double[] mu = new double[n];
        for (int i = 0; i < n; i++) {
            double low = 0;
            double high = 1e4;
            for (int k = 0; k < 80; k++) {
                double middle = (low + high) / 2;
                if (ImpFit.cdf(middle, kappa) < (i + 0.5) / n) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            mu[i] = low;
        }
        return mu;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 1, 10})
    void aPlantedKappaIsFoundAgain(double kappa) {
        ImpFit fit = ImpFit.of(quantiles(400, kappa));
        // A law half a step away everywhere is the best but for what the steps hide: kappa moves the law by some
        // 0.1 d ln kappa at least.
        assertThat(fit.kappa()).isCloseTo(kappa, within(0.02 * kappa));
        assertThat(fit.distance()).isLessThan(1.01 * 0.5 / 400);
    }

    /** Of a real inverse: W'W / N of Gaussians, inverted and scaled to mean 1; Q = 2 gives kappa = 1/2 (Fig 12). */
    @Test
    void anInvertedWishartMatrixHasTheKappaOfItsShape() {
        double[] gaussian = PlantedMatrices.elements(400, 200, 3, random -> random.nextGaussian());
        double[] inverse = Arrays.stream(PlantedMatrices.eigenvalues(gaussian, 400, 200))
                .map(v -> 1 / v)
                .sorted()
                .toArray();
        double[] mu = NormalisedSpectrum.of(inverse).mu();
        assertThat(ImpFit.of(mu).kappa()).isCloseTo(0.5, within(0.05));
    }

    @Test
    void zerosAndEqualValuesHaveANearestLawToo() {
        assertThat(ImpFit.of(new double[] {0, 0, 3}).distance()).isBetween(2 / 3.0 - 1e-12, 1.0);
        double[] ones = {1, 1, 1};
        // The narrowest law allowed; half of it lies on either side.
        assertThat(ImpFit.of(ones).kappa()).isGreaterThan(1e-3);
    }
}
