package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.source.StridedView;

final class AlikenessTest {

    /** Sums of up to 1,000 products of either sign, with errors of a few of their number's eps64. */
    private static final double TOLERANCE = 1e-13;

    private static double[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count];
        Arrays.setAll(values, k -> random.nextGaussian());
        return values;
    }

    /** ||A'B||_F, one element after the other. */
    private static double cross(double[] a, double[] b, int rows, int cols) {
        double sum = 0;
        for (int i = 0; i < cols; i++) {
            for (int j = 0; j < cols; j++) {
                double dot = 0;
                for (int k = 0; k < rows; k++) {
                    dot += a[k * cols + i] * b[k * cols + j];
                }
                sum += dot * dot;
            }
        }
        return Math.sqrt(sum);
    }

    private static double alikeness(double[] a, double[] b, int rows, int cols, MetricsMode mode) {
        return Alikeness.of(StridedView.of(a, rows, cols), StridedView.of(b, rows, cols), mode);
    }

    /** Around the edges of tiles, 32 and 512 columns wide, and of the four rows multiplied at once. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "3,31", "4,32", "5,33", "9,511", "8,512", "7,513", "6,545", "200,40", "17,600"})
    void isTheFormula(int rows, int cols) {
        double[] a = random(1, rows * cols);
        double[] b = random(2, rows * cols);

        double expected = cross(a, b, rows, cols) / Math.sqrt(cross(a, a, rows, cols) * cross(b, b, rows, cols));

        assertThat(alikeness(a, b, rows, cols, MetricsMode.CORRECTED)).isCloseTo(expected, within(TOLERANCE));
        assertThat(alikeness(a, b, rows, cols, MetricsMode.COMPAT)).isCloseTo(expected, within(TOLERANCE));
    }

    @Test
    void isOneForAnOrthogonalMapAndAMultipleOfTheColumnsAndZeroForOrthogonalOnes() {
        double[] a = random(3, 6 * 2);
        double[] turned = new double[a.length];
        double c = Math.cos(1.2);
        double s = Math.sin(1.2);
        for (int k = 0; k < 6; k++) {
            turned[2 * k] = 7 * (c * a[2 * k] - s * a[2 * k + 1]);
            turned[2 * k + 1] = 7 * (s * a[2 * k] + c * a[2 * k + 1]);
        }
        assertThat(alikeness(a, a, 6, 2, MetricsMode.CORRECTED)).isCloseTo(1, within(TOLERANCE));
        assertThat(alikeness(a, turned, 6, 2, MetricsMode.CORRECTED)).isCloseTo(1, within(TOLERANCE));
        double[] upper = {1, 2, 0, 0};
        double[] lower = {0, 0, 3, 4};
        assertThat(alikeness(upper, lower, 2, 2, MetricsMode.CORRECTED)).isZero();
    }

    @Test
    void smallDenominatorsAreRaisedAsWeightWatcherDoesInCompatModeOnly() {
        double[] a = {1e-4, 0};
        double[] zero = {0, 0};
        // ||A'A|| is 1e-8, below 1e-6.
        assertThat(alikeness(a, a, 2, 1, MetricsMode.COMPAT)).isCloseTo(1e-8 / (1e-8 + 1e-6), within(TOLERANCE));
        assertThat(alikeness(a, a, 2, 1, MetricsMode.CORRECTED)).isCloseTo(1, within(TOLERANCE));
        assertThat(alikeness(zero, zero, 2, 1, MetricsMode.COMPAT)).isZero();
        assertThat(alikeness(zero, zero, 2, 1, MetricsMode.CORRECTED)).isNaN();
    }
}
