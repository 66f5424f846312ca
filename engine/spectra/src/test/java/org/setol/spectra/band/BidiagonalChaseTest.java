package org.setol.spectra.band;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.kernels.ChaseKernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

@Timeout(120)
final class BidiagonalChaseTest {

    private static void run(UpperBandLayout layout, double[] band, int threads) {
        BidiagonalChase.run(ChaseKernels.doubles(), ChaseKernels.rows(), layout, band, threads);
    }

    private static double[] random(UpperBandLayout layout) {
        SplittableRandom random = new SplittableRandom(layout.n());
        return filled(layout, (row, column) -> random.nextDouble(-1, 1));
    }

    private interface Element {
        double at(int row, int column);
    }

    private static double[] filled(UpperBandLayout layout, Element element) {
        double[] band = new double[layout.length()];
        for (int column = 0; column < layout.n(); column++) {
            for (int row = Math.max(0, column - layout.width()); row <= column; row++) {
                band[layout.at(row, column)] = element.at(row, column);
            }
        }
        return band;
    }

    /** By the Jacobi or Golub-Kahan method of pure Java. */
    private static double[] singularValues(UpperBandLayout layout, double[] band) {
        int n = layout.n();
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, n, n, Precision.FLOAT64);
            for (int column = 0; column < n; column++) {
                for (int row = Math.max(0, column - layout.width()); row <= column; row++) {
                    matrix.set(row, column, band[layout.at(row, column)]);
                }
            }
            SpectrumRequest request = new SpectrumRequest(n, n, Precision.FLOAT64, 1);
            return ((SpectrumResult) new JavaBackend().singularValues(matrix, request)).singularValues();
        }
    }

    /** All but the diagonal and what is right of it is zero, outside the matrix too. */
    private static void assertBidiagonal(UpperBandLayout layout, double[] band) {
        double[] rest = band.clone();
        for (int i = 0; i < layout.n(); i++) {
            rest[layout.at(i, i)] = 0;
            if (i + 1 < layout.n()) {
                rest[layout.at(i, i + 1)] = 0;
            }
        }
        assertThat(rest).containsOnly(0);
    }

    private static void assertClose(double[] actual, double[] expected) {
        int n = expected.length;
        // Some n / width reflections reach an element, each with an error of about width eps of the norm.
        double tolerance = 16.0 * n * 0x1p-52 * expected[n - 1];
        assertThat(actual).hasSize(n);
        for (int i = 0; i < n; i++) {
            assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 16", "3, 16", "5, 16", "16, 16", "17, 16", "18, 16", "19, 16", "100, 16", "33, 32"})
    @CsvSource({"63, 64", "65, 64", "66, 64", "130, 32", "200, 64", "257, 48"})
    void singularValuesStay(int n, int width) {
        UpperBandLayout layout = new UpperBandLayout(n, width);
        double[] band = random(layout);
        double[] expected = singularValues(layout, band);
        run(layout, band, 2);
        assertBidiagonal(layout, band);
        assertClose(singularValues(layout, band), expected);
    }

    /** Ones on and above the diagonal: 1 / (2 sin((2 k - 1) pi / (4 n + 2))). */
    @Test
    void theSummationMatrixHasItsClosedForm() {
        int n = 48;
        UpperBandLayout layout = new UpperBandLayout(n, 48);
        double[] band = filled(layout, (row, column) -> 1);
        run(layout, band, 1);
        double[] expected = IntStream.rangeClosed(1, n)
                .mapToDouble(k -> 0.5 / Math.sin((2 * k - 1) * Math.PI / (4 * n + 2)))
                .sorted()
                .toArray();
        assertClose(singularValues(layout, band), expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 150, 301})
    void anyNumberOfThreadsGivesTheSameBits(int n) {
        UpperBandLayout layout = new UpperBandLayout(n, 32);
        double[] one = random(layout);
        double[] start = one.clone();
        run(layout, one, 1);
        for (int threads : new int[] {2, 3, 8}) {
            double[] several = start.clone();
            run(layout, several, threads);
            assertThat(several).isEqualTo(one);
        }
    }

    @Test
    void bidiagonalAndZeroMatricesStayAsTheyAre() {
        UpperBandLayout layout = new UpperBandLayout(70, 16);
        double[] zeros = new double[layout.length()];
        run(layout, zeros, 2);
        assertThat(zeros).containsOnly(0);
        double[] band = filled(layout, (row, column) -> column - row < 2 ? Math.scalb(1.0, -10 * row) : 0);
        double[] before = band.clone();
        run(layout, band, 2);
        assertThat(band).isEqualTo(before);
    }

    @Test
    void layoutsThatTheKernelsCannotHandleAreRefused() {
        assertThatThrownBy(() -> new UpperBandLayout(0, 16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UpperBandLayout(5, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("width 20");
        assertThatThrownBy(() -> new UpperBandLayout(Integer.MAX_VALUE, 64).length())
                .isInstanceOf(ArithmeticException.class);
    }

    /** The array is too short, so that one thread fails while the other waits for it. */
    @Test
    void aThreadThatFailsEndsTheOthersWait() {
        UpperBandLayout layout = new UpperBandLayout(100, 16);
        double[] tooShort = Arrays.copyOf(random(layout), 40 * layout.stride());
        assertThatThrownBy(() -> run(layout, tooShort, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
    }
}
