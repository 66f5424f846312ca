package org.setol.spectra.band;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.kernels.ChaseKernel;
import org.setol.spectra.kernels.ChaseKernels;

@Timeout(120)
final class BulgeChaseTest {

    private static final ChaseKernel<double[]> DOUBLES = ChaseKernels.doubles();
    private static final ChaseKernel<float[]> FLOATS = ChaseKernels.floats();

    /** A symmetric band matrix with random elements that float32 holds exactly. */
    private static double[] random(BandLayout layout) {
        SplittableRandom random = new SplittableRandom(layout.n());
        double[] band = new double[layout.length()];
        for (int column = 0; column < layout.n(); column++) {
            for (int row = column; row < Math.min(layout.n(), column + layout.width() + 1); row++) {
                band[layout.at(row, column)] = (float) random.nextDouble(-1, 1);
            }
        }
        return band;
    }

    private static float[] floats(BandLayout from, double[] band, BandLayout to) {
        float[] result = new float[to.length()];
        for (int column = 0; column < from.n(); column++) {
            for (int row = column; row < Math.min(from.n(), column + from.width() + 1); row++) {
                result[to.at(row, column)] = (float) band[from.at(row, column)];
            }
        }
        return result;
    }

    private static double trace(BandLayout layout, double[] band) {
        return IntStream.range(0, layout.n())
                .mapToDouble(i -> band[layout.at(i, i)])
                .sum();
    }

    private static double squares(BandLayout layout, double[] band) {
        double sum = 0;
        for (int column = 0; column < layout.n(); column++) {
            for (int row = column; row < Math.min(layout.n(), column + layout.width() + 1); row++) {
                double x = band[layout.at(row, column)];
                sum += (row == column ? 1 : 2) * x * x;
            }
        }
        return sum;
    }

    private static void assertTridiagonal(BandLayout layout, double[] band) {
        for (int column = 0; column < layout.n(); column++) {
            for (int row = column + 2; row < Math.min(layout.n(), column + 2 * layout.width()); row++) {
                assertThat(band[layout.at(row, column)])
                        .as("%d, %d", row, column)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 16", "3, 16", "5, 16", "16, 16", "17, 16", "18, 16", "100, 16", "33, 32", "130, 32"})
    @CsvSource({"63, 64", "65, 64", "66, 64", "200, 64", "257, 48"})
    void traceAndNormStay(int n, int width) {
        BandLayout layout = new BandLayout(n, width, DOUBLES.padding());
        double[] band = random(layout);
        double trace = trace(layout, band);
        double squares = squares(layout, band);
        BulgeChase.run(DOUBLES, layout, band, 1);
        assertTridiagonal(layout, band);
        // Some n / width reflections reach an element, each with an error of about width eps of the norm.
        double tolerance = 16.0 * (n + width) * 0x1p-52;
        assertThat(squares(layout, band)).isCloseTo(squares, within(tolerance * squares));
        assertThat(trace(layout, band)).isCloseTo(trace, within(tolerance * n));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 150, 301})
    void anyNumberOfThreadsGivesTheSameBits(int n) {
        BandLayout layout = new BandLayout(n, 32, DOUBLES.padding());
        BandLayout single = new BandLayout(n, 32, FLOATS.padding());
        double[] one = random(layout);
        float[] oneFloat = floats(layout, one, single);
        double[] start = one.clone();
        float[] startFloat = oneFloat.clone();
        BulgeChase.run(DOUBLES, layout, one, 1);
        BulgeChase.run(FLOATS, single, oneFloat, 1);
        for (int threads : new int[] {2, 3, 8}) {
            double[] several = start.clone();
            BulgeChase.run(DOUBLES, layout, several, threads);
            assertThat(several).isEqualTo(one);
            float[] severalFloat = startFloat.clone();
            BulgeChase.run(FLOATS, single, severalFloat, threads);
            assertThat(severalFloat).isEqualTo(oneFloat);
        }
    }

    /** tridiag(-1, 2, -1) to the fourth power has whole elements and eigenvalues (2 - 2 cos(k pi / (n + 1)))^4. */
    @ParameterizedTest
    @CsvSource({"40, 16", "97, 16", "150, 32", "200, 64"})
    void eigenvaluesStay(int n, int width) {
        double[][] power = fourthPower(n);
        double[] expected = IntStream.rangeClosed(1, n)
                .mapToDouble(k -> Math.pow(2 - 2 * Math.cos(k * Math.PI / (n + 1)), 4))
                .toArray();
        BandLayout layout = new BandLayout(n, width, DOUBLES.padding());
        double[] band = new double[layout.length()];
        for (int column = 0; column < n; column++) {
            for (int row = column; row < Math.min(n, column + 5); row++) {
                band[layout.at(row, column)] = power[row][column];
            }
        }
        BandLayout single = new BandLayout(n, width, FLOATS.padding());
        float[] singles = floats(layout, band, single);
        BulgeChase.run(DOUBLES, layout, band, 2);
        assertSpectrum(i -> band[layout.at(i, i)], i -> band[layout.at(i + 1, i)], expected, 4 * n * 0x1p-52);
        BulgeChase.run(FLOATS, single, singles, 2);
        assertSpectrum(i -> singles[single.at(i, i)], i -> singles[single.at(i + 1, i)], expected, 4 * n * 0x1p-23);
    }

    private static double[][] fourthPower(int n) {
        double[][] second = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                second[i][j] = i == j ? 2 : Math.abs(i - j) == 1 ? -1 : 0;
            }
        }
        double[][] square = product(second, second);
        return product(square, square);
    }

    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private interface Element {
        double at(int i);
    }

    /** By Sturm counts: at most k eigenvalues lie below the k-th less the tolerance, more than k below it plus that. */
    private static void assertSpectrum(Element diagonal, Element beside, double[] expected, double relative) {
        int n = expected.length;
        double tolerance = relative * expected[n - 1];
        for (int k = 0; k < n; k++) {
            assertThat(below(diagonal, beside, n, expected[k] - tolerance))
                    .as("below value %d", k)
                    .isLessThanOrEqualTo(k);
            assertThat(below(diagonal, beside, n, expected[k] + tolerance))
                    .as("up to value %d", k)
                    .isGreaterThan(k);
        }
    }

    private static int below(Element diagonal, Element beside, int n, double x) {
        int count = 0;
        double pivot = 1;
        for (int i = 0; i < n; i++) {
            double square = i == 0 ? 0 : beside.at(i - 1) * beside.at(i - 1);
            pivot = diagonal.at(i) - x - square / pivot;
            if (pivot == 0) {
                pivot = -0x1p-500;
            }
            count += pivot < 0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void diagonalAndZeroMatricesStayAsTheyAre() {
        BandLayout layout = new BandLayout(70, 16, DOUBLES.padding());
        double[] band = new double[layout.length()];
        BulgeChase.run(DOUBLES, layout, band, 2);
        assertThat(band).containsOnly(0);
        for (int i = 0; i < 70; i++) {
            band[layout.at(i, i)] = Math.scalb(1.0, -10 * i);
        }
        double[] before = band.clone();
        BulgeChase.run(DOUBLES, layout, band, 2);
        assertThat(band).isEqualTo(before);
    }

    @Test
    void layoutsThatTheKernelsCannotHandleAreRefused() {
        assertThatThrownBy(() -> new BandLayout(0, 16, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BandLayout(5, 20, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("width 20");
        assertThatThrownBy(() -> new BandLayout(Integer.MAX_VALUE, 64, 0).length())
                .isInstanceOf(ArithmeticException.class);
    }

    /** The array is too short, so that one thread fails while the other waits for it. */
    @Test
    void aThreadThatFailsEndsTheOthersWait() {
        BandLayout layout = new BandLayout(100, 16, DOUBLES.padding());
        double[] tooShort = Arrays.copyOf(random(layout), 40 * layout.stride());
        assertThatThrownBy(() -> BulgeChase.run(DOUBLES, layout, tooShort, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
    }
}
