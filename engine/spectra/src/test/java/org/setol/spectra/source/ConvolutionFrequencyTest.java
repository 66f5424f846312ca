package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.Spectrum;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** Against the convolution written out as a matrix over all pixels, which is what it means. */
final class ConvolutionFrequencyTest {

    private static final int OUT = 2;
    private static final int IN = 3;

    @Test
    void anotherShapeIsRefused() {
        List<StridedView> kernel = List.of(StridedView.of(new double[OUT * IN], OUT, IN));
        ConvolutionFrequency frequency = new ConvolutionFrequency(kernel, 1, 4, 1, 1);
        try (Arena arena = Arena.ofConfined()) {
            for (int[] shape : new int[][] {{2, 3}, {4, 7}, {5, 6}}) {
                Matrix target = Matrix.allocate(arena, shape[0], shape[1], Precision.FLOAT64);
                assertThatThrownBy(() -> frequency.copyTo(target))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("source is 4 x 6");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 4", "3, 3, 5", "1, 3, 4", "2, 1, 3", "1, 1, 2"})
    void theFrequenciesHaveTheSingularValuesOfTheWholeMap(int kernelRows, int kernelCols, int grid) {
        SplittableRandom random = new SplittableRandom(kernelRows + 10 * grid);
        double[][] weights = new double[kernelRows * kernelCols][OUT * IN];
        List<StridedView> kernel = new ArrayList<>();
        for (double[] position : weights) {
            Arrays.setAll(position, i -> random.nextGaussian());
            kernel.add(StridedView.of(position, OUT, IN));
        }
        DoubleStream.Builder found = DoubleStream.builder();
        for (int u = 0; u < grid; u++) {
            for (int v = 0; v < grid; v++) {
                ConvolutionFrequency frequency = new ConvolutionFrequency(kernel, kernelCols, grid, u, v);
                if (frequency.isWanted()) {
                    Arrays.stream(Spectrum.of(frequency).singularValues()).forEach(found::add);
                }
            }
        }
        double[] values = found.build().sorted().toArray();
        double[] expected = wholeMap(weights, kernelRows, kernelCols, grid);
        assertThat(values).hasSameSizeAs(expected);
        double largest = expected[expected.length - 1];
        // Backward errors of both decompositions, N eps sigma_max, N = 75 at most; of squares for the Gram route.
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i] * values[i])
                    .isCloseTo(expected[i] * expected[i], within(100 * 0x1p-50 * largest * largest));
        }
    }

    private static double[] wholeMap(double[][] weights, int kernelRows, int kernelCols, int grid) {
        int pixels = grid * grid;
        double[] map = new double[OUT * pixels * IN * pixels];
        for (int x = 0; x < grid; x++) {
            for (int y = 0; y < grid; y++) {
                for (int a = 0; a < kernelRows; a++) {
                    for (int b = 0; b < kernelCols; b++) {
                        int from = (x + a) % grid * grid + (y + b) % grid;
                        for (int e = 0; e < OUT * IN; e++) {
                            int row = e / IN * pixels + x * grid + y;
                            int col = e % IN * pixels + from;
                            map[row * IN * pixels + col] += weights[a * kernelCols + b][e];
                        }
                    }
                }
            }
        }
        return Spectrum.of(map, OUT * pixels, IN * pixels).singularValues();
    }
}
