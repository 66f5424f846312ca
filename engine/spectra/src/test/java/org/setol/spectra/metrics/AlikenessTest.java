package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.backend.JavaProducts;
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
    static double cross(double[] a, double[] b, int rows, int cols) {
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
        return Alikeness.of(StridedView.of(a, rows, cols), StridedView.of(b, rows, cols), mode, new JavaProducts());
    }

    /** With more columns than rows by the products of rows. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "3,31", "40,200", "200,40", "17,600", "33,33", "20,1030", "1030,20"})
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

    /** Rows of A and B that share few columns: by their products alone, half of the digits would be left. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-12, 1e-6, 1e-3, 0.05, 0.2})
    void smallAlikenessOfWideMatricesHasAllDigits(double shared) {
        int rows = 6;
        int cols = 40;
        double[] a = new double[rows * cols];
        double[] b = new double[rows * cols];
        double[] noise = random(5, rows * cols);
        for (int j = 0; j < cols; j++) {
            for (int i = 0; i < rows; i++) {
                boolean upper = i < rows / 2;
                a[i * cols + j] = upper ? noise[i * cols + j] : 0;
                b[i * cols + j] = noise[i * cols + j] * (upper ? shared : 1);
            }
        }
        double expected = cross(a, b, rows, cols) / Math.sqrt(cross(a, a, rows, cols) * cross(b, b, rows, cols));
        assertThat(alikeness(a, b, rows, cols, MetricsMode.CORRECTED))
                .isCloseTo(expected, within(TOLERANCE * expected));
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
