package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BidiagonalQrTest {

    /** Relative accuracy aimed at is 2^-46 per value; the product over n values may be off by n times that. */
    private static final double RELATIVE = 0x1p-46;

    /**
     * The product of the singular values is that of the diagonal, whatever the superdiagonal: one value without
     * relative accuracy, the smallest say, spoils it. Graded down, up, and both ways.
     */
    @ParameterizedTest
    @ValueSource(strings = {"down", "up", "valley", "hill"})
    void smallValuesOfGradedMatricesHaveHighRelativeAccuracy(String grading) {
        int n = 24;
        double[] diagonal = IntStream.range(0, n)
                .mapToDouble(i -> Math.pow(10, -exponent(grading, i, n)) * (1 + i % 3))
                .toArray();
        double[] superdiagonal = IntStream.range(0, n - 1)
                .mapToDouble(i -> 0.7 * Math.sqrt(diagonal[i] * diagonal[i + 1]))
                .toArray();
        double logProduct = Arrays.stream(diagonal).map(Math::log).sum();
        Bidiagonal matrix = new Bidiagonal(diagonal.clone(), superdiagonal);
        assertThat(BidiagonalQr.diagonalize(matrix)).isZero();
        double found =
                Arrays.stream(matrix.diagonal()).map(x -> Math.log(Math.abs(x))).sum();
        // 1000: the logarithms' own rounding, |log| up to 1000 in all
        assertThat(found).isCloseTo(logProduct, within(n * RELATIVE + 1000 * n * 0x1p-53));
    }

    private static double exponent(String grading, int i, int n) {
        return switch (grading) {
            case "down" -> i;
            case "up" -> n - i;
            case "valley" -> Math.min(i, n - 1 - i);
            default -> Math.abs(i - n / 2);
        };
    }

    /** Ones on both diagonals: 2 cos(k pi / (2 n + 1)), every one to a few bits less than all. */
    @Test
    void theBidiagonalOfOnesHasItsClosedForm() {
        int n = 50;
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        Bidiagonal matrix = new Bidiagonal(ones.clone(), Arrays.copyOf(ones, n - 1));
        assertThat(BidiagonalQr.diagonalize(matrix)).isZero();
        double[] values =
                Arrays.stream(matrix.diagonal()).map(Math::abs).sorted().toArray();
        for (int k = n; k >= 1; k--) {
            double expected = 2 * Math.cos(k * Math.PI / (2 * n + 1));
            assertThat(values[n - k] / expected).isCloseTo(1, within(RELATIVE));
        }
    }

    /** Swept from the large end to the small one, a graded matrix takes a sweep or two per value; else many more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradedMatricesConvergeInFewSweepsWhicheverEndIsLarge(boolean largeEndLast) {
        int n = 40;
        double[] diagonal = IntStream.range(0, n)
                .mapToDouble(i -> Math.pow(2, largeEndLast ? i : n - i))
                .toArray();
        double[] superdiagonal = IntStream.range(0, n - 1)
                .mapToDouble(i -> Math.min(diagonal[i], diagonal[i + 1]))
                .toArray();
        assertThat(BidiagonalQr.diagonalize(new Bidiagonal(diagonal, superdiagonal), 1))
                .isZero();
    }

    @Test
    void aZeroOnTheDiagonalGivesAZeroValue() {
        Bidiagonal matrix = new Bidiagonal(new double[] {1, 0, 2, 3, 1}, new double[] {1, 1, 1, 1});
        assertThat(BidiagonalQr.diagonalize(matrix)).isZero();
        double[] values =
                Arrays.stream(matrix.diagonal()).map(Math::abs).sorted().toArray();
        assertThat(values[0]).isLessThan(1e-15);
        assertThat(values[1]).isGreaterThan(0.1);
        assertThat(Arrays.stream(values).map(x -> x * x).sum()).isCloseTo(15 + 4, within(19 * 0x1p-46));
    }

    @Test
    void aDiagonalMatrixIsLeftAsItIs() {
        double[] diagonal = {3, -1e-300, 0, 1e300};
        Bidiagonal matrix = new Bidiagonal(diagonal.clone(), new double[3]);
        assertThat(BidiagonalQr.diagonalize(matrix)).isZero();
        assertThat(matrix.diagonal()).containsExactly(diagonal);
    }

    @Test
    void withoutSweepsTheSuperdiagonalRemainsAndIsCounted() {
        double[] random = new SplittableRandom(1).doubles(19, 1, 2).toArray();
        Bidiagonal matrix = new Bidiagonal(Arrays.copyOf(random, 10), Arrays.copyOfRange(random, 10, 19));
        assertThat(BidiagonalQr.diagonalize(matrix, 0)).isEqualTo(9);
    }

    @Test
    void twoByTwoHandlesExtremesWithoutOverflow() {
        assertThat(TwoByTwo.of(3, 0, -4)).isEqualTo(new TwoByTwo(3, 4));
        assertThat(TwoByTwo.of(0, 3, 4)).isEqualTo(new TwoByTwo(0, 5));
        assertThat(TwoByTwo.of(1e-200, 1e300, 1e-100).larger()).isEqualTo(1e300);
        TwoByTwo golden = TwoByTwo.of(1, 1, 1);
        double phi = (1 + Math.sqrt(5)) / 2;
        assertThat(golden.larger()).isCloseTo(phi, within(4 * 0x1p-52));
        assertThat(golden.smaller()).isCloseTo(1 / phi, within(4 * 0x1p-52));
    }
}
