package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class CombinationTest {

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    private Matrix read(RowSource source, Precision precision) {
        Matrix target = Matrix.allocate(arena, source.rows(), source.cols(), precision);
        source.copyTo(target);
        return target;
    }

    private static float[] floats(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void differencesOfFloat32AreExactInFloat64() {
        // 1 + 2^-23 minus 2^-24: 48 bits apart, rounded away in float32.
        float[] a = {1 + 0x1p-23f, 3, 0x1p20f};
        float[] b = {0x1p-24f, 3, 0x1p-8f};
        Combination difference = Combination.difference(StridedView.of(a, 1, 3), StridedView.of(b, 1, 3));

        Matrix exact = read(difference, Precision.FLOAT64);

        assertThat(exact.get(0, 0)).isEqualTo(1 + 0x1p-24);
        assertThat(exact.get(0, 1)).isZero();
        assertThat(exact.get(0, 2)).isEqualTo(0x1p20 - 0x1p-8);
    }

    @Test
    void aFloat32TargetGetsTheFloat64DifferenceRoundedOnce() {
        // Rounded to float32 first, both would be 1.
        double[] a = {1 + 0x1p-30};
        double[] b = {1};
        Combination difference = Combination.difference(StridedView.of(a, 1, 1), StridedView.of(b, 1, 1));

        assertThat(read(difference, Precision.FLOAT32).get(0, 0)).isEqualTo(0x1p-30);
    }

    @Test
    void addsAndSubtractsInOrderWhateverTheTypesAndTheNumberOfBlocks() {
        int rows = 1500;
        int cols = 101;
        float[] a = floats(1, rows * cols);
        float[] b = floats(2, rows * cols);
        MemorySegment brain = arena.allocate(2L * rows * cols);
        for (int k = 0; k < rows * cols; k++) {
            brain.setAtIndex(ValueLayout.JAVA_SHORT, k, (short) (Float.floatToRawIntBits(b[k]) >>> 16));
        }
        StridedView left = StridedView.of(a, rows, cols);
        StridedView transposed =
                StridedView.of(floats(3, rows * cols), cols, rows).transpose();
        StridedView right = StridedView.rowMajor(brain, ElementType.BFLOAT16, rows, cols);

        Matrix sum = read(
                new Combination(List.of(
                        new Combination.Term(left, 1),
                        new Combination.Term(transposed, 1),
                        new Combination.Term(right, -1))),
                Precision.FLOAT64);

        float[] c = floats(3, rows * cols);
        assertThat(RowBlocks.rows(cols)).as("rows a block").isLessThan(rows / 2);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                float half = Float.intBitsToFloat(Float.floatToRawIntBits(b[i * cols + j]) & 0xffff0000);
                double expected = (double) a[i * cols + j] + c[j * rows + i] - half;
                assertThat(sum.get(i, j)).isEqualTo(expected);
            }
        }
    }

    @Test
    void someRowsAreThoseOfTheWhole() {
        StridedView a = StridedView.of(floats(4, 60), 12, 5);
        Combination sum = Combination.sum(a, StridedView.of(floats(5, 60), 12, 5));
        Matrix whole = read(sum, Precision.FLOAT64);
        Matrix part = Matrix.allocate(arena, 4, 5, Precision.FLOAT64);

        sum.copyRows(7, part);

        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 5; j++) {
                assertThat(part.get(i, j)).isEqualTo(whole.get(7 + i, j));
            }
        }
    }

    @Test
    void whatIsNoNumberStaysNone() {
        double[] a = {Double.POSITIVE_INFINITY, 1};
        double[] b = {Double.POSITIVE_INFINITY, Double.NaN};
        Combination difference = Combination.difference(StridedView.of(a, 1, 2), StridedView.of(b, 1, 2));

        Matrix read = read(difference, Precision.FLOAT64);

        assertThat(read.get(0, 0)).isNaN();
        assertThat(read.get(0, 1)).isNaN();
    }

    @Test
    void refusesMatricesOfDifferentShapesAndOtherSigns() {
        StridedView a = StridedView.of(new float[6], 2, 3);
        StridedView b = StridedView.of(new float[6], 3, 2);

        assertThatThrownBy(() -> Combination.difference(a, b))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 3")
                .hasMessageContaining("3 x 2");
        assertThatThrownBy(() -> new Combination.Term(a, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
