package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Precision;

/**
 * Widening without the Vector API: chunks go through arrays that stay in the first cache. Loops over arrays are fast from
 * the first call on, where single accesses to a segment take 200 ns and vectors microseconds until they are compiled.
 * What needs no conversion is copied; what is not contiguous goes to the {@linkplain ScalarWidening plain form}.
 */
final class ArrayWidening implements WideningKernel {

    /** Elements a chunk: 16 KiB of float32 in, 32 KiB of float64 out. 1024 to 65,536 take as long (benchmarks/NOTES.md, entry 31). */
    private static final int CHUNK = 4096;

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ScalarWidening scalar = new ScalarWidening();

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
        if (stride != 1) {
            scalar.widen(type, from, fromIndex, stride, precision, to, toIndex, count);
        } else if (isCopy(type, precision)) {
            int bytes = type.bytes();
            MemorySegment.copy(from, fromIndex * bytes, to, toIndex * bytes, (long) count * bytes);
        } else {
            convert(type, from, fromIndex, precision, to, toIndex, count);
        }
    }

    /** True when the stored bytes are those of the target. */
    static boolean isCopy(ElementType type, Precision precision) {
        return type == precision.elementType() && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    private static void convert(
            ElementType type,
            MemorySegment from,
            long fromIndex,
            Precision precision,
            MemorySegment to,
            long toIndex,
            int count) {
        for (int done = 0; done < count; done += CHUNK) {
            int length = Math.min(CHUNK, count - done);
            long offset = (fromIndex + done) * type.bytes();
            if (precision == Precision.FLOAT32) {
                toFloats(type, from, offset, to, (toIndex + done) * Float.BYTES, length);
            } else {
                toDoubles(type, from, offset, to, (toIndex + done) * Double.BYTES, length);
            }
        }
    }

    // A chunk of either precision is a method of its own: in one, with the loop over chunks, C2 compiled it four times
    // in a
    // short run (benchmarks/NOTES.md, entry 28).
    private static void toFloats(
            ElementType type, MemorySegment from, long offset, MemorySegment to, long toOffset, int length) {
        float[] floats = new float[length];
        load(type, from, offset, length, floats);
        MemorySegment.copy(floats, 0, to, ValueLayout.JAVA_FLOAT, toOffset, length);
    }

    private static void toDoubles(
            ElementType type, MemorySegment from, long offset, MemorySegment to, long toOffset, int length) {
        float[] floats = new float[length];
        load(type, from, offset, length, floats);
        double[] doubles = new double[length];
        for (int k = 0; k < length; k++) {
            doubles[k] = floats[k];
        }
        MemorySegment.copy(doubles, 0, to, ValueLayout.JAVA_DOUBLE, toOffset, length);
    }

    private static void load(ElementType type, MemorySegment from, long offset, int length, float[] floats) {
        switch (type) {
            case FLOAT64 -> loadDoubles(from, offset, length, floats);
            case FLOAT32 -> MemorySegment.copy(from, FLOAT, offset, floats, 0, length);
            case FLOAT16 -> loadHalves(from, offset, length, floats);
            case BFLOAT16 -> loadBrainFloats(from, offset, length, floats);
            case FLOAT8_E4M3 -> loadBytes(from, offset, length, Float8.E4M3, floats);
            case FLOAT8_E5M2 -> loadBytes(from, offset, length, Float8.E5M2, floats);
            default -> throw new IllegalArgumentException(type.label() + " does not hold weights");
        }
    }

    private static void loadDoubles(MemorySegment from, long offset, int length, float[] floats) {
        double[] stored = new double[length];
        MemorySegment.copy(from, DOUBLE, offset, stored, 0, length);
        for (int k = 0; k < length; k++) {
            floats[k] = (float) stored[k];
        }
    }

    private static void loadHalves(MemorySegment from, long offset, int length, float[] floats) {
        short[] stored = new short[length];
        MemorySegment.copy(from, SHORT, offset, stored, 0, length);
        for (int k = 0; k < length; k++) {
            floats[k] = Float.float16ToFloat(stored[k]);
        }
    }

    private static void loadBrainFloats(MemorySegment from, long offset, int length, float[] floats) {
        short[] stored = new short[length];
        MemorySegment.copy(from, SHORT, offset, stored, 0, length);
        for (int k = 0; k < length; k++) {
            floats[k] = Float.intBitsToFloat(stored[k] << 16);
        }
    }

    private static void loadBytes(MemorySegment from, long offset, int length, float[] table, float[] floats) {
        byte[] stored = new byte[length];
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, offset, stored, 0, length);
        for (int k = 0; k < length; k++) {
            floats[k] = table[stored[k] & 0xff];
        }
    }
}
