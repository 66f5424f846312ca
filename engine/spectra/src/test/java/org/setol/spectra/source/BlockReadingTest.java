package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** Every source that can be read in blocks gives the same bits whichever way it is cut. */
final class BlockReadingTest {

    private static final int ROWS = 300;
    private static final int COLS = 260;

    static Stream<RowSource> sources() {
        StridedView a = random(1, ROWS, COLS);
        StridedView b = random(2, COLS, ROWS).transpose();
        LowRankProduct product = new LowRankProduct(random(3, ROWS, 5), random(4, 5, COLS), 0.3);
        LowRankProduct turned = new LowRankProduct(random(5, COLS, 7), random(6, 7, ROWS), 2).transpose();
        return Stream.of(a, b, product, turned, Combination.difference(a, b), Combination.sum(b, turned));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void blocksAreThoseOfTheWhole(RowSource source) {
        for (Precision precision : Precision.values()) {
            try (Arena arena = Arena.ofConfined()) {
                Matrix whole = Matrix.allocate(arena, ROWS, COLS, precision);
                source.copyTo(whole);
                SplittableRandom random = new SplittableRandom(9);
                for (int k = 0; k < 20; k++) {
                    int row = random.nextInt(ROWS);
                    int col = random.nextInt(COLS);
                    int rows = 1 + random.nextInt(ROWS - row);
                    int cols = 1 + random.nextInt(COLS - col);
                    Matrix block = Matrix.allocate(arena, rows, cols, precision);
                    source.blocks().orElseThrow().copyBlock(row, col, block);
                    for (int i = 0; i < rows; i++) {
                        for (int j = 0; j < cols; j++) {
                            assertThat(block.get(i, j)).isEqualTo(whole.get(row + i, col + j));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void whatLiesOutsideIsRefused(Precision precision) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix block = Matrix.allocate(arena, 10, 10, precision);
            assertThat(sources()).allSatisfy(source -> {
                assertThatThrownBy(() -> source.copyBlock(ROWS - 9, 0, block))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> source.copyBlock(0, COLS - 9, block))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> source.copyRows(0, block)).isInstanceOf(IllegalArgumentException.class);
            });
        }
    }

    private static StridedView random(long seed, int rows, int cols) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[rows * cols];
        Arrays.setAll(values, k -> random.nextGaussian());
        return StridedView.of(values, rows, cols);
    }
}
