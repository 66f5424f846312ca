package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class RoundingTest {

    private static final int INFINITY_FLOAT16 = 0x7c00;
    private static final int INFINITY_BFLOAT16 = 0x7f80;

    private final MemorySegment cell = MemorySegment.ofArray(new byte[8]);

    @Test
    void roundsToFloat16AroundEveryTie() {
        holds(ElementType.FLOAT16, code -> Float.float16ToFloat((short) code), INFINITY_FLOAT16, 65536.0);
    }

    @Test
    void roundsToBfloat16AroundEveryTie() {
        holds(ElementType.BFLOAT16, code -> Float.intBitsToFloat(code << 16), INFINITY_BFLOAT16, 0x1p128);
    }

    /**
     * Codes ascend with the numbers they stand for, and the middle of two neighbours has one bit more: a double holds it.
     * There the even code wins; a double beside it goes to the nearer number. This is the definition, not another way to
     * compute it.
     *
     * @param beyond what the code of infinity stands for in this: the next number if the exponent went on
     */
    private void holds(ElementType type, IntToDoubleFunction decode, int infinity, double beyond) {
        for (int code = 0; code < infinity; code++) {
            double here = decode.applyAsDouble(code);
            double next = code + 1 == infinity ? beyond : decode.applyAsDouble(code + 1);
            double middle = here + (next - here) / 2;
            int even = code + (code & 1);
            check(type, here, code);
            check(type, Math.nextDown(middle), code);
            check(type, middle, even);
            check(type, Math.nextUp(middle), code + 1);
        }
        check(type, 2 * beyond, infinity);
        check(type, Double.POSITIVE_INFINITY, infinity);
    }

    private void check(ElementType type, double value, int code) {
        Rounding.store(value, type, cell, 1);
        int stored = cell.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2) & 0xffff;
        Rounding.store(-value, type, cell, 2);
        int mirrored = cell.get(ValueLayout.JAVA_SHORT_UNALIGNED, 4) & 0xffff;
        if (stored != code || mirrored != (code | 0x8000)) {
            throw new AssertionError("%s %a: %x and %x instead of %x".formatted(type, value, stored, mirrored, code));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7ff0000000000001L, 0x7ff8000000000000L, 0xfff0000000000001L})
    void leavesNanNan(long bits) {
        Rounding.store(Double.longBitsToDouble(bits), ElementType.BFLOAT16, cell, 0);
        Rounding.store(Double.longBitsToDouble(bits), ElementType.FLOAT16, cell, 1);
        assertThat(Float.intBitsToFloat(cell.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0) << 16))
                .isNaN();
        assertThat(Float.float16ToFloat(cell.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2)))
                .isNaN();
    }

    @Test
    void storesAMatrixWhereTheViewLooks() {
        float[] elements = new float[24];
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, 2, 3, Precision.FLOAT64);
            for (int k = 0; k < 6; k++) {
                matrix.set(k / 3, k % 3, k + 1 + 0x1p-40);
            }
            MemorySegment stored = MemorySegment.ofArray(elements);
            StridedView view = new StridedView(stored, ElementType.FLOAT32, 1, 2, 3, 2, 8);
            view.store(matrix);
            assertThat(elements)
                    .containsExactly(0, 1, 0, 4, 0, 0, 0, 0, 0, 2, 0, 5, 0, 0, 0, 0, 0, 3, 0, 6, 0, 0, 0, 0);
            Matrix again = Matrix.allocate(arena, 2, 3, Precision.FLOAT64);
            view.copyTo(again);
            assertThat(again.get(1, 2)).isEqualTo(6);
            assertThatThrownBy(() -> view.transpose().store(matrix))
                    .hasMessageContaining("view is 3 x 2, target 2 x 3");
            StridedView bytes = new StridedView(stored, ElementType.FLOAT8_E4M3, 0, 2, 3, 3, 1);
            assertThat(bytes.canStore()).isFalse();
            assertThatThrownBy(() -> bytes.store(matrix)).hasMessage("nothing is rounded to F8_E4M3");
        }
    }
}
