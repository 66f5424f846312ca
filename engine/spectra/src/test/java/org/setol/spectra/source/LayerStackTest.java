package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.LayerStack.Part;

final class LayerStackTest {

    /** Median 5, distances 4 3 2 1 0 1 2 3 4: deviation 2. Columns have medians 4 5 6 and deviation 3 each. */
    private static final StridedView SQUARE = StridedView.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3);

    /** Two parts side by side, the second turned: 2 0 / 0 4 of median 1 and deviation 1. */
    private static final List<Part> PAIR = List.of(
            new Part(StridedView.of(new double[] {2, 0}, 2, 1), false),
            new Part(StridedView.of(new double[] {0, 4}, 1, 2), true));

    private static double[][] read(LayerStack stack) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, stack.rows(), stack.cols(), Precision.FLOAT64);
            matrix.segment().fill((byte) 1);
            stack.copyTo(matrix);
            double[][] elements = new double[stack.rows()][stack.cols()];
            for (int i = 0; i < stack.rows(); i++) {
                for (int j = 0; j < stack.cols(); j++) {
                    elements[i][j] = matrix.get(i, j);
                }
            }
            return elements;
        }
    }

    @Test
    void layersAreStandardizedPaddedAndStacked() {
        LayerStack stack = new LayerStack(List.of(List.of(new Part(SQUARE, false)), PAIR), false);
        assertThat(read(stack)).isDeepEqualTo(new double[][] {
            {-2, -1.5, -1}, {-0.5, 0, 0.5}, {1, 1.5, 2}, {1, -1, 0}, {-1, 3, 0},
        });
    }

    @Test
    void anotherShapeIsRefusedAndSoAreMatricesOfSeveralHeights() {
        LayerStack stack = new LayerStack(List.of(List.of(new Part(SQUARE, false)), PAIR), false);
        try (Arena arena = Arena.ofConfined()) {
            for (int[] shape : new int[][] {{5, 2}, {5, 4}, {4, 3}, {6, 3}}) {
                Matrix target = Matrix.allocate(arena, shape[0], shape[1], Precision.FLOAT64);
                assertThatThrownBy(() -> stack.copyTo(target))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("source is 5 x 3");
            }
        }
        List<Part> uneven = List.of(new Part(SQUARE, false), new Part(StridedView.of(new double[2], 2, 1), false));
        assertThatThrownBy(() -> new LayerStack(List.of(uneven), false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void likeWeightWatcherEachColumnHasItsOwnDeviation() {
        LayerStack stack = new LayerStack(List.of(List.of(new Part(SQUARE, false))), true);
        assertThat(read(stack)).isDeepEqualTo(new double[][] {
            {-4 / 3.0, -3 / 3.0, -2 / 3.0}, {-1 / 3.0, 0, 1 / 3.0}, {2 / 3.0, 3 / 3.0, 4 / 3.0},
        });
    }

    @Test
    void float32IsRoundedAfterEachStepAsNumPyDoes() {
        float[] weights = {0.1f, 0.7f, 0.4f, 0.25f};
        LayerStack stack = new LayerStack(List.of(List.of(new Part(StridedView.of(weights, 2, 2), false))), true);
        float median = (0.25f + 0.4f) / 2;
        float first = (0.1f + 0.4f) / 2;
        float distance = (float) (((double) Math.abs(0.1f - first) + Math.abs(0.4f - first)) / 2);
        assertThat(read(stack)[0][0]).isEqualTo((0.1f - median) / distance);
    }
}
