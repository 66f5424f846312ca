package org.setol.spectra.band;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed forms, and for all others the counts of a plain Sturm sequence on both sides of every value. */
@Timeout(120)
final class TridiagonalEigenvaluesTest {

    private static final double EPS = 0x1p-52;

    /** Three times the largest error of 15 families with sides up to 4096 against dstebz. */
    private static final double TOLERANCE = 4 * EPS;

    private static double[] filled(int n, IntToDoubleFunction value) {
        return IntStream.range(0, n).mapToDouble(value).toArray();
    }

    private static double norm(double[] d, double[] e) {
        return IntStream.range(0, d.length)
                .mapToDouble(
                        i -> Math.abs(d[i]) + (i > 0 ? Math.abs(e[i - 1]) : 0) + (i < e.length ? Math.abs(e[i]) : 0))
                .max()
                .orElseThrow();
    }

    /** Eigenvalues below x, for elements whose squares are normal numbers. */
    private static int below(double[] d, double[] e, double x) {
        int below = 0;
        double pivot = 1;
        for (int i = 0; i < d.length; i++) {
            double square = i == 0 ? 0 : e[i - 1] * e[i - 1];
            pivot = d[i] - x - square / pivot;
            if (pivot == 0) {
                pivot = -Double.MIN_NORMAL;
            }
            below += pivot < 0 ? 1 : 0;
        }
        return below;
    }

    private static void assertSpectrum(double[] d, double[] e) {
        double[] values = TridiagonalEigenvalues.of(d, e, 1);
        double tolerance = TOLERANCE * norm(d, e);
        assertThat(values).hasSize(d.length).isSorted();
        for (int k = 0; k < values.length; k++) {
            assertThat(below(d, e, values[k] - tolerance)).as("below %d", k).isLessThanOrEqualTo(k);
            assertThat(below(d, e, values[k] + tolerance)).as("to %d", k).isGreaterThan(k);
        }
        for (int threads : new int[] {2, 3}) {
            assertThat(TridiagonalEigenvalues.of(d, e, threads)).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 10, 63, 64, 65, 300, 1025})
    void theSecondDifferenceHasItsClosedForm(int n) {
        double[] values = TridiagonalEigenvalues.of(filled(n, i -> 2), filled(n - 1, i -> -1), 2);
        for (int k = 1; k <= n; k++) {
            double half = Math.sin(k * Math.PI / (2 * (n + 1)));
            assertThat(values[k - 1]).isCloseTo(4 * half * half, within(4 * TOLERANCE));
        }
    }

    /** Clement's, or Kac's, matrix has the eigenvalues 1 - n, 3 - n, ..., n - 1. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 50, 700})
    void kacsMatrixHasWholeEigenvalues(int n) {
        double[] e = filled(n - 1, i -> Math.sqrt((i + 1.0) * (n - 1 - i)));
        double[] values = TridiagonalEigenvalues.of(new double[n], e, 1);
        for (int k = 0; k < n; k++) {
            assertThat(values[k]).isCloseTo(2.0 * k + 1 - n, within(n * TOLERANCE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40, 301, 800})
    void randomMatrices(int n) {
        SplittableRandom random = new SplittableRandom(n);
        assertSpectrum(
                random.doubles(n, -1, 1).toArray(),
                random.doubles(n - 1L, -1, 1).toArray());
    }

    /** Wilkinson's: eigenvalues in pairs that agree to more than all digits; and copies of it, glued weakly. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-6, 1e-12, 1e-15, 1e-30, 0})
    void pairsAndCopiesOfThem(double glue) {
        int n = 21 * 16;
        double[] d = filled(n, i -> Math.abs(i % 21 - 10));
        assertSpectrum(d, filled(n - 1, i -> i % 21 == 20 ? glue : 1));
        assertSpectrum(filled(301, i -> Math.abs(i - 150)), filled(300, i -> 1));
    }

    @Test
    void gradedMatrices() {
        int n = 200;
        double[] d = filled(n, i -> Math.pow(2, -i / 5.0));
        double[] e = filled(n - 1, i -> 0.4 * Math.pow(2, -i / 5.0));
        assertSpectrum(d, e);
        assertSpectrum(filled(n, i -> d[n - 1 - i]), filled(n - 1, i -> e[n - 2 - i]));
    }

    /** As of rank 20 in 400: the rest is rounding noise. */
    @Test
    void aClusterOfNoise() {
        SplittableRandom random = new SplittableRandom(3);
        assertSpectrum(
                filled(400, i -> (i < 20 ? 1 : 1e-16) * random.nextDouble()),
                filled(399, i -> (i < 20 ? 1 : 1e-16) * random.nextDouble()));
    }

    @Test
    void matricesThatFallApart() {
        SplittableRandom random = new SplittableRandom(4);
        double[] d = random.doubles(500, 0, 1).toArray();
        double[] sorted = d.clone();
        Arrays.sort(sorted);
        double[] values = TridiagonalEigenvalues.of(d, new double[499], 2);
        for (int k = 0; k < 500; k++) {
            assertThat(values[k]).isCloseTo(sorted[k], within(TOLERANCE));
        }
        assertSpectrum(d, filled(499, i -> i % 3 == 0 ? 0 : 0.5));
        assertThat(TridiagonalEigenvalues.of(filled(300, i -> 3), new double[299], 1))
                .containsOnly(3);
        assertThat(TridiagonalEigenvalues.of(new double[300], new double[299], 2))
                .containsOnly(0);
        assertThat(TridiagonalEigenvalues.of(new double[] {-0.0}, new double[0], 1))
                .containsExactly(0);
    }

    /** A power of two is multiplied in exactly. */
    @ParameterizedTest
    @ValueSource(ints = {-1000, -500, 300, 1000})
    void anyScale(int exponent) {
        SplittableRandom random = new SplittableRandom(6);
        double[] d = random.doubles(100, -1, 1).toArray();
        double[] e = random.doubles(99, -1, 1).toArray();
        double[] values = TridiagonalEigenvalues.of(d, e, 1);
        double[] scaled = TridiagonalEigenvalues.of(
                filled(100, i -> Math.scalb(d[i], exponent)), filled(99, i -> Math.scalb(e[i], exponent)), 1);
        for (int k = 0; k < 100; k++) {
            assertThat(Math.scalb(scaled[k], -exponent)).isCloseTo(values[k], within(2 * EPS));
        }
    }

    @Test
    void whatIsNoMatrixIsRefused() {
        assertThatThrownBy(() -> TridiagonalEigenvalues.of(new double[0], new double[0], 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TridiagonalEigenvalues.of(new double[3], new double[3], 1))
                .hasMessageContaining("3 and 3");
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> TridiagonalEigenvalues.of(new double[] {1, 2}, new double[] {bad}, 1))
                    .hasMessageContaining("not finite");
        }
    }
}
