package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.GramRoutines;
import org.setol.spectra.backend.JavaGramRoutines;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** LAPACK's routines against those in Java: the same to rounding, and nothing touched above the diagonal that must not be. */
final class LapackGramRoutinesTest {

    private static final double EPSILON = 0x1p-52;

    private final GramRoutines lapack = new LapackGramRoutines();
    private final GramRoutines java = new JavaGramRoutines();

    @BeforeEach
    void needsTheLibrary() {
        assumeThat(lapack.status()).isInstanceOf(BackendStatus.Available.class);
    }

    private static Matrix random(Arena arena, int rows, int cols) {
        SplittableRandom random = new SplittableRandom(3);
        Matrix matrix = Matrix.allocate(arena, rows, cols, Precision.FLOAT64);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                matrix.set(i, j, random.nextDouble(-1, 1));
            }
        }
        return matrix;
    }

    private static Matrix gram(Arena arena, GramRoutines routines, Matrix a) {
        Matrix gram = Matrix.allocate(arena, a.rank(), a.rank(), Precision.FLOAT64);
        routines.gram(a, gram, 1);
        return gram;
    }

    private static void assertSameTriangle(Matrix actual, Matrix expected, double tolerance) {
        for (int i = 0; i < actual.rows(); i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(actual.get(i, j)).isCloseTo(expected.get(i, j), within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 5", "5, 7", "150, 130", "130, 150"})
    void everyRoutineAgrees(int rows, int cols) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix a = random(arena, rows, cols);
            Matrix actual = gram(arena, lapack, a);
            Matrix expected = gram(arena, java, a);
            int n = a.rank();
            // Sums of at most 150 products of magnitudes below 1, each way with its own rounding.
            assertSameTriangle(actual, expected, 150 * 150 * EPSILON);
            Matrix x = random(arena, 1, n);
            Matrix product = Matrix.allocate(arena, 1, n, Precision.FLOAT64);
            Matrix other = Matrix.allocate(arena, 1, n, Precision.FLOAT64);
            lapack.multiply(expected, x, product, 1);
            java.multiply(expected, x, other, 1);
            assertSameRow(product, other, 150 * 150 * 150 * EPSILON);
            for (int i = 0; i < n; i++) {
                actual.set(i, i, expected.get(i, i) + 1);
                expected.set(i, i, expected.get(i, i) + 1);
            }
            actual.segment().copyFrom(expected.segment());
            assertThat(lapack.factor(actual, 1)).isTrue();
            assertThat(java.factor(expected, 1)).isTrue();
            // Condition at most 1 + 150 * 130 / 1, and the factor's error a small multiple of n eps times that.
            assertSameTriangle(actual, expected, 150 * 2e4 * EPSILON);
            Matrix y = Matrix.allocate(arena, 1, n, Precision.FLOAT64);
            y.segment().copyFrom(x.segment());
            lapack.solve(expected, x, 1);
            java.solve(expected, y, 1);
            assertSameRow(x, y, 150 * 2e4 * EPSILON);
        }
    }

    private static void assertSameRow(Matrix actual, Matrix expected, double tolerance) {
        for (int j = 0; j < actual.cols(); j++) {
            assertThat(actual.get(0, j)).isCloseTo(expected.get(0, j), within(tolerance));
        }
    }

    @Test
    void whatIsNotPositiveDefiniteHasNoFactor() {
        try (Arena arena = Arena.ofConfined()) {
            for (double last : new double[] {0, -1, Double.NaN}) {
                for (GramRoutines routines : new GramRoutines[] {lapack, java}) {
                    Matrix s = Matrix.allocate(arena, 3, 3, Precision.FLOAT64);
                    s.set(0, 0, 1);
                    s.set(1, 1, last);
                    s.set(2, 2, 1);
                    assertThat(routines.factor(s, 1)).isFalse();
                }
            }
        }
    }

    @Test
    void theUpperTriangleIsNotRead() {
        try (Arena arena = Arena.ofConfined()) {
            for (GramRoutines routines : new GramRoutines[] {lapack, java}) {
                Matrix s = Matrix.allocate(arena, 2, 2, Precision.FLOAT64);
                s.set(0, 0, 4);
                s.set(0, 1, Double.NaN);
                s.set(1, 0, 2);
                s.set(1, 1, 5);
                Matrix x = Matrix.allocate(arena, 1, 2, Precision.FLOAT64);
                x.set(0, 0, 8);
                x.set(0, 1, 12);
                Matrix y = Matrix.allocate(arena, 1, 2, Precision.FLOAT64);
                routines.multiply(s, x, y, 1);
                assertThat(y.get(0, 0)).isEqualTo(56);
                assertThat(y.get(0, 1)).isEqualTo(76);
                assertThat(routines.factor(s, 1)).isTrue();
                assertThat(s.get(1, 0)).isEqualTo(1);
                routines.solve(s, x, 1);
                assertThat(x.get(0, 0)).isEqualTo(1);
                assertThat(x.get(0, 1)).isEqualTo(2);
            }
        }
    }

    @Test
    void theFastestIsLapack() {
        assertThat(GramRoutines.fastest().name()).isEqualTo("lapack");
    }
}
