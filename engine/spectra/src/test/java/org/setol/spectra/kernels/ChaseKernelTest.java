package org.setol.spectra.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of this JVM, vectors mostly, against scalars, and both against what an orthogonal transformation must leave as it is. */
final class ChaseKernelTest {

    private static final double FLOAT_EPSILON = 0x1p-23;
    private static final double DOUBLE_EPSILON = 0x1p-52;

    /** A block of random elements below 1 in magnitude within a larger array, as in a band. */
    private static final class Block<A> {

        private final ChaseKernel<A> kernel;
        private final int width;
        private final int lda;
        private final int at;
        private final A array;
        private final A before;
        private final A after;
        private final A scratch;

        Block(ChaseKernel<A> kernel, int width) {
            this.kernel = kernel;
            this.width = width;
            lda = 2 * width + 15;
            at = lda + 3;
            array = kernel.array((width + 3) * lda);
            before = kernel.array(width + 1);
            after = kernel.array(width + 1);
            scratch = kernel.array(4 * width);
            SplittableRandom random = new SplittableRandom(width);
            for (int c = 0; c < width; c++) {
                for (int i = 0; i < width; i++) {
                    set(array, at + c * lda + i, (float) random.nextDouble(-1, 1));
                }
            }
            A column = kernel.array(width);
            for (int i = 0; i < width; i++) {
                set(column, i, (float) random.nextDouble(-1, 1));
            }
            kernel.eliminate(column, 0, width, before);
        }

        double get(int row, int column) {
            return ((Number) Array.get(array, at + column * lda + row)).doubleValue();
        }

        double[] all() {
            return IntStream.range(0, width * width)
                    .mapToDouble(k -> get(k % width, k / width))
                    .toArray();
        }

        double[] lower() {
            return IntStream.range(0, width * width)
                    .filter(k -> k % width >= k / width)
                    .mapToDouble(k -> get(k % width, k / width))
                    .toArray();
        }

        private static void set(Object array, int index, float value) {
            if (array instanceof float[] floats) {
                floats[index] = value;
            } else {
                Array.setDouble(array, index, value);
            }
        }

        void eliminate() {
            kernel.eliminate(array, at, width, after);
        }

        void chase() {
            kernel.chase(array, at, lda, width, before, after, scratch);
        }

        void congruence() {
            kernel.congruence(array, at, lda, width, before, scratch);
        }
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(x -> x * x).sum();
    }

    /** Each element results from two sums of at most width products, of magnitudes below 2 width. */
    private static double tolerance(int width, double epsilon) {
        return 4 * width * width * epsilon;
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 64, 96})
    void vectorsDoWhatScalarsDo(int width) {
        twins(ChaseKernels.floats(), new ScalarFloatChase(), width, FLOAT_EPSILON);
        twins(ChaseKernels.doubles(), new ScalarDoubleChase(), width, DOUBLE_EPSILON);
    }

    private static <A> void twins(ChaseKernel<A> vector, ChaseKernel<A> scalar, int width, double epsilon) {
        Block<A> actual = new Block<>(vector, width);
        Block<A> expected = new Block<>(scalar, width);
        actual.eliminate();
        expected.eliminate();
        assertClose(actual.all(), expected.all(), tolerance(width, epsilon));
        actual.chase();
        expected.chase();
        assertClose(actual.all(), expected.all(), tolerance(width, epsilon));
        actual.congruence();
        expected.congruence();
        assertClose(actual.lower(), expected.lower(), tolerance(width, epsilon));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void reflectionsKeepTheNorm(int width) {
        keepsNorm(ChaseKernels.floats(), width, FLOAT_EPSILON);
        keepsNorm(new ScalarFloatChase(), width, FLOAT_EPSILON);
        keepsNorm(ChaseKernels.doubles(), width, DOUBLE_EPSILON);
        keepsNorm(new ScalarDoubleChase(), width, DOUBLE_EPSILON);
    }

    private static <A> void keepsNorm(ChaseKernel<A> kernel, int width, double epsilon) {
        Block<A> block = new Block<>(kernel, width);
        double before = squares(block.all());
        block.chase();
        assertThat(squares(block.all())).isCloseTo(before, within(before * 4 * width * epsilon));
        for (int i = 1; i < width; i++) {
            assertThat(block.get(i, 0)).isZero();
        }
        Block<A> symmetric = new Block<>(kernel, width);
        double trace = trace(symmetric);
        double norm = 2 * squares(symmetric.lower()) - diagonalSquares(symmetric);
        symmetric.congruence();
        assertThat(trace(symmetric)).isCloseTo(trace, within(tolerance(width, epsilon)));
        assertThat(2 * squares(symmetric.lower()) - diagonalSquares(symmetric))
                .isCloseTo(norm, within(norm * 4 * width * epsilon));
    }

    private static double trace(Block<?> block) {
        return IntStream.range(0, block.width).mapToDouble(i -> block.get(i, i)).sum();
    }

    private static double diagonalSquares(Block<?> block) {
        return IntStream.range(0, block.width)
                .mapToDouble(i -> block.get(i, i) * block.get(i, i))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64})
    void whatIsEliminatedAlreadyStaysAsItIs(int width) {
        for (ChaseKernel<double[]> kernel : List.of(ChaseKernels.doubles(), new ScalarDoubleChase())) {
            double[] column = new double[width];
            column[0] = -3;
            double[] reflector = new double[width + 1];
            Arrays.fill(reflector, 7);
            kernel.eliminate(column, 0, width, reflector);
            assertThat(column[0]).isEqualTo(-3);
            assertThat(reflector[width]).as("tau").isZero();
            assertThat(reflector[0]).isOne();
        }
    }

    /** What rounding leaves in place of zeros: its squares are none in float32. */
    @ParameterizedTest
    @ValueSource(floats = {1, 1e-25f, 1e-37f, 1e30f})
    void columnsOfAnySizeKeepTheirNorm(float size) {
        for (ChaseKernel<float[]> kernel : List.of(ChaseKernels.floats(), new ScalarFloatChase())) {
            float[] column = new float[16];
            Arrays.fill(column, size);
            float[] reflector = new float[17];
            kernel.eliminate(column, 0, 16, reflector);
            assertThat(column[0]).isCloseTo(-4 * size, within(64 * 0x1p-23f * size));
            double squares = 0;
            for (int k = 0; k < 16; k++) {
                squares += (double) reflector[k] * reflector[k];
            }
            // H is orthogonal when tau = 2 / (v^T v).
            assertThat(reflector[16] * squares).isCloseTo(2, within(64 * FLOAT_EPSILON));
        }
    }
}
