package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

final class WeightScanTest {

    @Test
    void theNormIsTheRootOfTheSumOfSquares() {
        assertThat(scan(Precision.FLOAT32, 2, 3, 1, -2, 4, 2, 0, 12)).isEqualTo(new FrobeniusNorm(1, 169));
        assertThat(new FrobeniusNorm(1, 169).value()).isEqualTo(13);
    }

    /** 3, 4 and 12 times a factor whose square is no double: the norm is 13 times it. */
    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1e-300, 1e160, 1e-170, 4e-320})
    void squaresThatLeaveTheRangeAreScaled(double factor) {
        WeightScan scan = scan(Precision.FLOAT64, 1, 3, 3 * factor, -4 * factor, 12 * factor);
        assertThat(scan)
                .isInstanceOfSatisfying(
                        FrobeniusNorm.class,
                        norm -> assertThat(norm.value() / factor)
                                // 4e-320 has 13 significant bits
                                .isCloseTo(13, within(factor < 1e-307 ? 13 * 0x1p-12 : 13 * 4 * 0x1p-52)));
    }

    /** All roundings of the sum have one sign; x^2 of a float, and 2^20 times it, are exact. */
    @Test
    void aConstantMatrixIsSummedWithinTheStatedError() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, 1024, 1024, Precision.FLOAT64);
            double[] weights = new double[1 << 20];
            Arrays.fill(weights, 0.1f);
            StridedView.of(weights, 1024, 1024).copyTo(matrix);
            double exact = 0x1p20 * (double) 0.1f * (double) 0.1f;
            assertThat(((FrobeniusNorm) WeightScan.of(matrix)).scaledSumOfSquares())
                    .isCloseTo(exact, within(exact * ((1 << 11) + (1 << 6)) * 0x1p-53));
        }
    }

    @Test
    void anEmptyOrZeroMatrixHasNormZero() {
        assertThat(scan(Precision.FLOAT64, 0, 5)).isEqualTo(new FrobeniusNorm(1, 0));
        assertThat(scan(Precision.FLOAT64, 1, 2, 0, -0.0)).isEqualTo(new FrobeniusNorm(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64"})
    void nonFiniteWeightsAreCountedAndTheFirstIsLocated(String precision) {
        WeightScan scan = scan(
                Precision.valueOf(precision), 3, 3, 1, 2, 3, 4, Double.NaN, 6, Double.POSITIVE_INFINITY, 8, Double.NaN);
        assertThat(scan).isEqualTo(new NonFiniteWeights(2, 1, 1, 1));
        assertThat(((NonFiniteWeights) scan).describe())
                .isEqualTo("2 NaN and 1 infinite weights, first at row 1, column 1");
    }

    @Test
    void theDescriptionNamesOnlyWhatThereIs() {
        assertThat(new NonFiniteWeights(1, 0, 4, 17).describe()).isEqualTo("1 NaN weight, at row 4, column 17");
        assertThat(new NonFiniteWeights(0, 2, 0, 3).describe())
                .isEqualTo("2 infinite weights, first at row 0, column 3");
    }

    @Test
    void finiteWeightsWhoseSquaresOverflowAreNotMistakenForInfinite() {
        assertThat(scan(Precision.FLOAT64, 1, 1, Double.MAX_VALUE)).isInstanceOf(FrobeniusNorm.class);
    }

    private static WeightScan scan(Precision precision, int rows, int cols, double... elements) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, rows, cols, precision);
            StridedView.of(elements, rows, cols).copyTo(matrix);
            return WeightScan.of(matrix);
        }
    }
}
