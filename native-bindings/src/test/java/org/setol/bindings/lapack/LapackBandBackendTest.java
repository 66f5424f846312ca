package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.setol.spectra.backend.TestMatrices.planted;
import static org.setol.spectra.backend.TestMatrices.random;

import java.lang.foreign.Arena;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** Larger than the contract's matrices: many panels, and an end before the last. */
final class LapackBandBackendTest {

    private static SpectrumResult result(SpectrumBackend backend, double[][] a, Precision precision, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, a.length, a[0].length, precision);
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < a[0].length; j++) {
                    matrix.set(i, j, a[i][j]);
                }
            }
            return (SpectrumResult)
                    backend.singularValues(matrix, new SpectrumRequest(a.length, a[0].length, precision, threads));
        }
    }

    /** That of BackendContract. */
    private static void assertClose(double[] actual, double[] expected, int longer, Precision precision) {
        double tolerance = 4 * longer * precision.epsilon() * expected[expected.length - 1];
        assertThat(actual).hasSize(expected.length).isSorted();
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"400, 400", "300, 700", "700, 300", "449, 448", "448, 449"})
    void aRandomMatrixHasTheValuesOfGesdd(int rows, int cols) {
        for (Precision precision : Precision.values()) {
            double[][] a = random(rows, cols, 5);
            double[] expected =
                    result(new LapackGesddBackend(), a, Precision.FLOAT64, 1).singularValues();
            for (int threads = 1; threads <= 2; threads++) {
                SpectrumResult result = result(new LapackBandBackend(), a, precision, threads);
                assertClose(result.singularValues(), expected, Math.max(rows, cols), precision);
                assertThat(result.routine())
                        .isEqualTo(
                                precision == Precision.FLOAT32
                                        ? "sgeqrt+band+chase+dbdsqr"
                                        : "dgeqrt+band+chase+dbdsqr");
            }
        }
    }

    /** Values beyond the rank are exact zeros but for those of a panel before the end and one behind it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 64, 150})
    void lowRankEndsEarlyAndKeepsItsValues(int rank) {
        for (int[] shape : new int[][] {{500, 500}, {800, 400}, {400, 800}}) {
            int n = Math.min(shape[0], shape[1]);
            double[] values = IntStream.range(0, n)
                    .mapToDouble(k -> k < n - rank ? 0 : 1 - 0.5 * (n - 1 - k) / n)
                    .toArray();
            double[][] a = planted(shape[0], shape[1], values, 23);
            for (Precision precision : Precision.values()) {
                SpectrumResult result = result(new LapackBandBackend(), a, precision, 1);
                assertClose(result.singularValues(), values, 800, precision);
                assertThat(result.routine()).contains("band+stop");
                assertThat(result.singularValues()).startsWith(new double[n - rank - 3 * 64]);
            }
        }
    }

    /** A spike far above the rest, and values that fall to a few hundred eps of the largest: nothing is left out of these. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void fullRankIsReducedToItsEnd(Precision precision) {
        int n = 300;
        double least = 1000 * precision.epsilon();
        double[] graded = IntStream.range(0, n)
                .mapToDouble(k -> Math.pow(least, (n - 1 - k) / (n - 1.0)))
                .toArray();
        double[] spike =
                IntStream.range(0, n).mapToDouble(k -> k < n - 1 ? least : 1).toArray();
        for (double[] values : new double[][] {graded, spike}) {
            SpectrumResult result = result(new LapackBandBackend(), planted(n, n, values, 23), precision, 1);
            assertClose(result.singularValues(), values, n, precision);
            assertThat(result.routine()).doesNotContain("stop");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void aSecondRunGivesTheSameBits(int n) {
        double[][] a = random(n, n, 8);
        double[] one = result(new LapackBandBackend(), a, Precision.FLOAT64, 1).singularValues();
        double[] again =
                result(new LapackBandBackend(), a, Precision.FLOAT64, 1).singularValues();
        assertThat(again).isEqualTo(one);
    }
}
