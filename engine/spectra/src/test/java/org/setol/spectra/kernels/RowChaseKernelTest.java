package org.setol.spectra.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel of this JVM and the scalar one against the {@link ScalarDoubleChase} of the transposed block. */
final class RowChaseKernelTest {

    private static double[] random(int length, long seed) {
        return new SplittableRandom(seed).doubles(length, -1, 1).toArray();
    }

    private static double[] reflector(int width, long seed) {
        double[] reflector = new double[width + 1];
        new ScalarDoubleChase().eliminate(random(width, seed), 0, width, reflector);
        return reflector;
    }

    /** Each element results from two sums of at most width products, of magnitudes below 2 width. */
    private static double tolerance(int width) {
        return 4 * width * width * 0x1p-52;
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 64, 96})
    void rowsAreChasedAsColumnsOfTheTranspose(int width) {
        for (RowChaseKernel kernel : new RowChaseKernel[] {ChaseKernels.rows(), new ScalarRowChase()}) {
            int lda = 3 * width - 1;
            int at = lda + 3;
            double[] block = random((width + 3) * lda, width);
            double[] around = block.clone();
            double[] transposed = new double[width * width];
            for (int row = 0; row < width; row++) {
                for (int column = 0; column < width; column++) {
                    transposed[row * width + column] = block[at + column * lda + row];
                }
            }
            double[] before = reflector(width, 7);
            double[] after = new double[width + 1];
            double[] expected = new double[width + 1];
            kernel.chase(block, at, lda, width, before, after, new double[4 * width]);
            new ScalarDoubleChase().chase(transposed, 0, width, width, before, expected, new double[4 * width]);
            assertClose(after, expected, tolerance(width));
            for (int row = 0; row < width; row++) {
                for (int column = 0; column < width; column++) {
                    int index = at + column * lda + row;
                    assertThat(block[index])
                            .as("%s: %d, %d", kernel.name(), row, column)
                            .isCloseTo(transposed[row * width + column], within(tolerance(width)));
                    around[index] = block[index];
                }
            }
            for (int column = 1; column < width; column++) {
                assertThat(block[at + column * lda]).isZero();
            }
            assertThat(block).as("nothing else is written").isEqualTo(around);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64})
    void aRowIsEliminatedAsAColumnIs(int width) {
        for (RowChaseKernel kernel : new RowChaseKernel[] {ChaseKernels.rows(), new ScalarRowChase()}) {
            int lda = 3 * width - 1;
            double[] row = new double[width * lda];
            double[] column = random(width, 3);
            for (int c = 0; c < width; c++) {
                row[c * lda] = column[c];
            }
            double[] reflector = new double[width + 1];
            double[] expected = new double[width + 1];
            kernel.eliminate(row, 0, lda, width, reflector, new double[4 * width]);
            new ScalarDoubleChase().eliminate(column, 0, width, expected);
            assertClose(reflector, expected, tolerance(width));
            assertThat(row[0]).isCloseTo(column[0], within(tolerance(width)));
            assertThat(Arrays.stream(row).filter(x -> x != 0)).hasSize(1);
        }
    }

    /** Nothing is done, and nothing divided by zero. */
    @ParameterizedTest
    @ValueSource(ints = {16, 64})
    void zerosStayZeros(int width) {
        for (RowChaseKernel kernel : new RowChaseKernel[] {ChaseKernels.rows(), new ScalarRowChase()}) {
            double[] block = new double[width * 3 * width];
            double[] after = new double[width + 1];
            Arrays.fill(after, 7);
            kernel.chase(block, 0, 3 * width - 1, width, reflector(width, 1), after, new double[4 * width]);
            assertThat(block).containsOnly(0);
            assertThat(after[0]).isOne();
            assertThat(after[width]).as("tau").isZero();
        }
    }
}
