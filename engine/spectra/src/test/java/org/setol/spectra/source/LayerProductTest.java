package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.LayerProduct.Mask;

final class LayerProductTest {

    /** 2 x 3 of norm 5 and 2 x 3 of norm 10, which meet in the 3. */
    private static final StridedView LEFT = StridedView.of(new double[] {3, 0, 0, 0, 4, 0}, 2, 3);

    private static final StridedView RIGHT = StridedView.of(new double[] {6, 0, 0, 0, 0, 8}, 2, 3);

    private static double[][] read(LayerProduct product, Precision precision) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, product.rows(), product.cols(), precision);
            product.copyTo(matrix);
            double[][] elements = new double[product.rows()][product.cols()];
            for (int i = 0; i < product.rows(); i++) {
                for (int j = 0; j < product.cols(); j++) {
                    elements[i][j] = matrix.get(i, j);
                }
            }
            return elements;
        }
    }

    @Test
    void theProductIsDividedByBothNorms() {
        LayerProduct product = new LayerProduct(LEFT, false, RIGHT, true, Mask.NONE, 1, 1);
        assertThat(read(product, Precision.FLOAT64)).isDeepEqualTo(new double[][] {{18 / 50.0, 0}, {0, 0}});
        // 1 / 50 and its product with 18 are rounded to float32, half an ulp each.
        assertThat(read(product, Precision.FLOAT32)[0][0]).isCloseTo(0.36, within(0.36 * 0x1p-23));
        LayerProduct turned = new LayerProduct(LEFT, true, RIGHT, false, Mask.NONE, 1, 1);
        assertThat(read(turned, Precision.FLOAT64)).isDeepEqualTo(new double[][] {
            {18 / 50.0, 0, 0}, {0, 0, 32 / 50.0}, {0, 0, 0}
        });
        assertThatThrownBy(() -> new LayerProduct(LEFT, true, RIGHT, true, Mask.NONE, 1, 1))
                .hasMessageContaining("2 and 3");
    }

    /** Not 0 / 0, which would be told as weights that are NaN. */
    @Test
    void aLayerOfZerosMakesAProductOfZeros() {
        StridedView zeros = StridedView.of(new double[6], 2, 3);
        for (Mask mask : Mask.values()) {
            LayerProduct product = new LayerProduct(zeros, false, RIGHT, true, mask, 1, 1);
            assertThat(read(product, Precision.FLOAT64)).isDeepEqualTo(new double[2][2]);
        }
    }

    private static StridedView identity(int n) {
        double[] elements = new double[n * n];
        for (int i = 0; i < n; i++) {
            elements[i * n + i] = 1;
        }
        return StridedView.of(elements, n, n);
    }

    /** I S I shows S: of 64 x 64 fair bits half are 1, give or take four standard deviations of 32. */
    @Test
    void theDenseMaskIsHalfOnesAndInTheNorm() {
        double[][] elements =
                read(new LayerProduct(identity(64), false, identity(64), false, Mask.DENSE, 5, 9), Precision.FLOAT64);
        double ones = Arrays.stream(elements)
                .flatMapToDouble(Arrays::stream)
                .filter(x -> x > 0)
                .count();
        assertThat(ones).isCloseTo(2048, within(128.0));
        double value = 1 / (64 + Math.sqrt(Math.sqrt(ones)));
        assertThat(Arrays.stream(elements).flatMapToDouble(Arrays::stream).max().orElse(0))
                .isCloseTo(value, within(1e-15));
    }

    @Test
    void theDiagonalMaskSetsWholeRowsToZero() {
        double[][] elements =
                read(new LayerProduct(identity(64), false, identity(64), true, Mask.DIAGONAL, 5, 9), Precision.FLOAT64);
        int kept = 0;
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                assertThat(elements[i][j]).isIn(0.0, i == j ? 1 / 64.0 : 0.0);
            }
            kept += elements[i][i] > 0 ? 1 : 0;
        }
        // Four standard deviations of 4.
        assertThat(kept).isBetween(16, 48);
    }

    @Test
    void maskFollowsTheSeed() {
        LayerProduct one = new LayerProduct(identity(20), false, identity(20), false, Mask.DENSE, 1, 3);
        assertThat(read(one, Precision.FLOAT64)).isDeepEqualTo(read(one, Precision.FLOAT64));
        LayerProduct other = new LayerProduct(identity(20), false, identity(20), false, Mask.DENSE, 2, 3);
        assertThat(Arrays.deepEquals(read(one, Precision.FLOAT64), read(other, Precision.FLOAT64)))
                .isFalse();
    }
}
