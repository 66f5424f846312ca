package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Precision;

/** One element at a time: the form every other widening is held against, and the way for strided reads. */
final class ScalarWidening implements WideningKernel {

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public void widen(
            ElementType type,
            MemorySegment from,
            long fromIndex,
            long stride,
            Precision precision,
            MemorySegment to,
            long toIndex,
            int count) {
        int bytes = type.bytes();
        if (precision == Precision.FLOAT64) {
            for (int k = 0; k < count; k++) {
                double value = read(type, from, (fromIndex + k * stride) * bytes);
                to.setAtIndex(ValueLayout.JAVA_DOUBLE, toIndex + k, value);
            }
        } else {
            for (int k = 0; k < count; k++) {
                double value = read(type, from, (fromIndex + k * stride) * bytes);
                to.setAtIndex(ValueLayout.JAVA_FLOAT, toIndex + k, (float) value);
            }
        }
    }

    /** One stored element, exactly. */
    static double read(ElementType type, MemorySegment from, long offset) {
        return switch (type) {
            case FLOAT64 -> from.get(DOUBLE, offset);
            case FLOAT32 -> from.get(FLOAT, offset);
            case FLOAT16 -> Float.float16ToFloat(from.get(SHORT, offset));
            case BFLOAT16 -> Float.intBitsToFloat(from.get(SHORT, offset) << 16);
            case FLOAT8_E4M3 -> Float8.E4M3[from.get(ValueLayout.JAVA_BYTE, offset) & 0xff];
            case FLOAT8_E5M2 -> Float8.E5M2[from.get(ValueLayout.JAVA_BYTE, offset) & 0xff];
            default -> throw new IllegalArgumentException(type.label() + " does not hold weights");
        };
    }
}
