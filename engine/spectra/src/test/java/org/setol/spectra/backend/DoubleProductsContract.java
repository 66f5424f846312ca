package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** What every {@link MatrixProducts} does in float64, against exact sums. */
public abstract class DoubleProductsContract {

    protected abstract MatrixProducts products();

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,9,40", "2,3,4", "3,1,50", "17,13,21", "8,32,5"})
    void multipliesEveryShapeAndOrientation(int m, int n, int k) {
        try (Arena arena = Arena.ofConfined()) {
            for (int orientation = 0; orientation < 4; orientation++) {
                Factor a = random(arena, m, k, (orientation & 1) != 0, 1);
                Factor b = random(arena, k, n, (orientation & 2) != 0, 2);
                assertProduct(arena, a, b, 1, 0);
                assertProduct(arena, a, b, -1, 1);
                assertProduct(arena, a, b, 0.3, 2);
            }
        }
    }

    /** k products of numbers of size at most 1 are summed, each rounded at most three times: (k + 3) 2^-53 (k + |beta|). */
    private void assertProduct(Arena arena, Factor a, Factor b, double alpha, double beta) {
        Matrix c = random(arena, a.rows(), b.cols(), false, 3).matrix();
        Matrix before = random(arena, a.rows(), b.cols(), false, 3).matrix();
        products().multiply(alpha, a, b, beta, c);
        double bound = (a.cols() + 3) * 0x1p-53 * (a.cols() + Math.abs(beta));
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.cols(); j++) {
                BigDecimal sum = new BigDecimal(beta).multiply(new BigDecimal(before.get(i, j)));
                for (int inner = 0; inner < a.cols(); inner++) {
                    sum = sum.add(new BigDecimal(alpha)
                            .multiply(new BigDecimal(at(a, i, inner)))
                            .multiply(new BigDecimal(at(b, inner, j))));
                }
                assertThat(c.get(i, j)).isCloseTo(sum.doubleValue(), within(bound));
            }
        }
    }

    @Test
    void precisionsThatDifferAreRefused() {
        try (Arena arena = Arena.ofConfined()) {
            Factor a = random(arena, 2, 3, false, 1);
            Factor b = Factor.of(Matrix.allocate(arena, 3, 4, Precision.FLOAT32));
            Matrix c = Matrix.allocate(arena, 2, 4, Precision.FLOAT64);
            assertThatThrownBy(() -> products().multiply(1, a, b, 0, c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a is float64, b float32, c float64");
        }
    }

    private static Factor random(Arena arena, int rows, int cols, boolean turned, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix matrix = Matrix.allocate(arena, turned ? cols : rows, turned ? rows : cols, Precision.FLOAT64);
        for (int k = 0; k < matrix.size(); k++) {
            matrix.set(k / matrix.cols(), k % matrix.cols(), random.nextDouble(-1, 1));
        }
        return new Factor(matrix, turned);
    }

    private static double at(Factor factor, int i, int j) {
        return factor.transposed() ? factor.matrix().get(j, i) : factor.matrix().get(i, j);
    }
}
