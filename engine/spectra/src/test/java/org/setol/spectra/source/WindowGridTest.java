package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

final class WindowGridTest {

    private static StridedView numbered(int rows, int cols) {
        double[] elements = new double[rows * cols];
        Arrays.setAll(elements, k -> k);
        return StridedView.of(elements, rows, cols);
    }

    private static double first(MatrixSource window) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, window.rows(), window.cols(), Precision.FLOAT64);
            window.copyTo(matrix);
            return matrix.get(0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "37, 23, 10, 1, 4, 10, 10, 16",
        "37, 23, 8, 1.5, 3, 12, 8, 9",
        "23, 37, 8, 1.5, 3, 8, 12, 9",
        "37, 23, 100, 1, 10, 23, 23, 10",
        "37, 23, 100, 2, 2, 36, 18, 4",
        "37, 23, 6, 1, 1, 6, 6, 1",
        "100, 10, 10, 20, 5, 100, 5, 5",
        "10, 10, 10, 20, 5, 0, 0, 0"
    })
    void windowsHaveTheAspectRatioAndFit(
            int rows, int cols, int shorter, double q, int perSide, int height, int width, int count) {
        WindowGrid grid = WindowGrid.of(rows, cols, shorter, q, perSide);
        assertThat(List.of(grid.height(), grid.width(), grid.count())).containsExactly(height, width, count);
    }

    @Test
    void windowsStartAtEqualStepsAlongBothSides() {
        List<MatrixSource> windows = WindowGrid.of(37, 23, 10, 1, 4).over(numbered(37, 23));
        // (37 - 10) / 3 = 9 and (23 - 10) / 3 = 4, rounded down.
        assertThat(windows.stream().map(WindowGridTest::first).toList())
                .hasSize(16)
                .startsWith(0.0, 4.0, 8.0, 12.0, 9 * 23.0)
                .endsWith(27 * 23 + 12.0);
    }

    @Test
    void aBlockOfAViewIsAViewAndOfAnythingElseTheSame() {
        StridedView view = numbered(9, 7).transpose();
        MatrixSource block = Window.of(view, 2, 3, 4, 5);
        MatrixSource whole = new Window(view, 2, 3, 4, 5);
        assertThat(block).isInstanceOf(StridedView.class);
        assertThat(block.scratchBytes()).isZero();
        assertThat(whole.scratchBytes()).isEqualTo(63 * Double.BYTES);
        try (Arena arena = Arena.ofConfined()) {
            for (Precision precision : Precision.values()) {
                Matrix a = Matrix.allocate(arena, 4, 5, precision);
                Matrix b = Matrix.allocate(arena, 4, 5, precision);
                block.copyTo(a);
                whole.copyTo(b);
                assertThat(a.get(0, 0)).isEqualTo(3 * 7 + 2);
                assertThat(a.get(3, 4)).isEqualTo(7 * 7 + 5);
                assertThat(a.segment().mismatch(b.segment())).isEqualTo(-1);
            }
            Matrix small = Matrix.allocate(arena, 4, 4, Precision.FLOAT64);
            assertThatThrownBy(() -> whole.copyTo(small)).hasMessageContaining("4 x 5");
        }
        assertThatThrownBy(() -> Window.of(view, 4, 0, 4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
