package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** What every {@link MatrixProducts} does, against products in float64. */
public abstract class MatrixProductsContract {

    protected abstract MatrixProducts products();

    /** Shapes on both sides of every special case: single rows and columns, few rows, panels with remainders. */
    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "1,300,784",
        "2,300,784",
        "4,100,300",
        "5,7,3",
        "32,300,784",
        "300,784,32",
        "300,784,1",
        "10,100,4",
        "17,33,65",
        "3,5,1"
    })
    void multipliesEveryShapeAndOrientation(int m, int n, int k) {
        try (Arena arena = Arena.ofConfined()) {
            for (int orientation = 0; orientation < 4; orientation++) {
                boolean turnA = (orientation & 1) != 0;
                boolean turnB = (orientation & 2) != 0;
                Factor a = random(arena, m, k, turnA, 1);
                Factor b = random(arena, k, n, turnB, 2);
                assertProduct(arena, a, b, 1, 0);
                assertProduct(arena, a, b, -0.25f, 1);
                assertProduct(arena, a, b, 0.5f, 2);
            }
        }
    }

    /**
     * An element is a sum of k products of numbers of size at most 1, each rounded once or twice on its way: off by at most
     * (k + 3) 2^-24 (k + |beta|).
     */
    private void assertProduct(Arena arena, Factor a, Factor b, float alpha, float beta) {
        Matrix c = random(arena, a.rows(), b.cols(), false, 3).matrix();
        Matrix before = random(arena, a.rows(), b.cols(), false, 3).matrix();
        products().multiply(alpha, a, b, beta, c);
        int k = a.cols();
        double bound = (k + 3) * 0x1p-24 * (k + Math.abs(beta));
        double worst = 0;
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.cols(); j++) {
                double sum = beta * before.get(i, j);
                for (int inner = 0; inner < k; inner++) {
                    sum += alpha * at(a, i, inner) * at(b, inner, j);
                }
                worst = Math.max(worst, Math.abs(c.get(i, j) - sum));
            }
        }
        assertThat(worst).as("%s times %s", a, b).isLessThanOrEqualTo(bound);
    }

    @Test
    void betaZeroOverwritesWhatIsNoNumber() {
        try (Arena arena = Arena.ofConfined()) {
            for (int rows : new int[] {1, 2, 9}) {
                Matrix c = Matrix.allocate(arena, rows, 3, Precision.FLOAT32);
                for (int k = 0; k < c.size(); k++) {
                    c.set(k / 3, k % 3, Double.NaN);
                }
                products().multiply(1, random(arena, rows, 5, false, 1), random(arena, 5, 3, false, 2), 0, c);
                for (int k = 0; k < c.size(); k++) {
                    assertThat(c.get(k / 3, k % 3)).isFinite();
                }
            }
        }
    }

    @Test
    void shapesAndTypesThatDoNotFitAreRefused() {
        try (Arena arena = Arena.ofConfined()) {
            Factor a = random(arena, 2, 3, false, 1);
            Matrix c = Matrix.allocate(arena, 2, 4, Precision.FLOAT32);
            assertThatThrownBy(() -> products().multiply(1, a, random(arena, 2, 4, false, 1), 0, c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a is 2 x 3, b 2 x 4, c 2 x 4");
            Factor wide = Factor.of(Matrix.allocate(arena, 3, 4, Precision.FLOAT64));
            assertThatThrownBy(() -> products().multiply(1, a, wide, 0, c)).hasMessageContaining("float32");
        }
    }

    private static Factor random(Arena arena, int rows, int cols, boolean turned, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix matrix = Matrix.allocate(arena, turned ? cols : rows, turned ? rows : cols, Precision.FLOAT32);
        for (int k = 0; k < matrix.size(); k++) {
            matrix.set(k / matrix.cols(), k % matrix.cols(), random.nextDouble(-1, 1));
        }
        return new Factor(matrix, turned);
    }

    private static double at(Factor factor, int i, int j) {
        return factor.transposed() ? factor.matrix().get(j, i) : factor.matrix().get(i, j);
    }
}
