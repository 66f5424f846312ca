package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.JavaProducts;
import org.setol.spectra.source.StridedView;

/** In tiles of 4 x 4, of small whole numbers: every sum is exact, so that norms differ by roots and hypot's rounding alone. */
final class CrossProductTest {

    private static final int SIDE = 4;

    private static double[] numbers(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.ints(count, -9, 10).asDoubleStream().toArray();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,4", "4,3", "4,4", "4,5", "5,4", "9,7", "7,9", "12,16", "17,13"})
    void bothWaysHaveTheNormsOfTheWholeProducts(int rows, int cols) {
        double[] a = numbers(1, rows * cols);
        double[] b = numbers(2, rows * cols);
        StridedView left = StridedView.of(a, rows, cols);
        StridedView right = StridedView.of(b, rows, cols);
        double cross = AlikenessTest.cross(a, b, rows, cols);
        double own = AlikenessTest.cross(a, a, rows, cols);
        double other = AlikenessTest.cross(b, b, rows, cols);
        try (CrossProduct tiles = new CrossProduct(new JavaProducts(), SIDE)) {
            assertThat(tiles.norm(left, right)).isCloseTo(cross, within(1e-14 * cross));
            assertThat(tiles.norm(left, left)).isCloseTo(own, within(1e-14 * own));
            CrossProduct.Norms norms = tiles.byRows(left, right);
            assertThat(norms.cross()).isCloseTo(cross, within(1e-15 * cross));
            assertThat(norms.left()).isCloseTo(own, within(1e-15 * own));
            assertThat(norms.right()).isCloseTo(other, within(1e-15 * other));
        }
    }
}
