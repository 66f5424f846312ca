package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Precision;

/**
 * The twin every other widening is held against, and the way for strided reads. Contiguous elements go through the heap
 * in small runs: array loops are fast from the first compiler tier on, and the last one makes vectors of them.
 */
final class ScalarWidening implements WideningKernel {

    /** Elements in a run: 32 KiB of float64, which stay in the first or second cache. */
    private static final int RUN = 4096;

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
        if (stride != 1) {
            gather(type, from, fromIndex, stride, precision, to, toIndex, count);
        } else if (isSame(type, precision)) {
            long bytes = type.bytes();
            MemorySegment.copy(from, fromIndex * bytes, to, toIndex * bytes, count * bytes);
        } else {
            runs(type, from, fromIndex, precision, to, toIndex, count);
        }
    }

    private static boolean isSame(ElementType type, Precision precision) {
        return type == precision.elementType() && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    private static void runs(
            ElementType type,
            MemorySegment from,
            long fromIndex,
            Precision precision,
            MemorySegment to,
            long toIndex,
            int count) {
        Run run = new Run(Math.min(RUN, count));
        for (int done = 0; done < count; done += RUN) {
            int length = Math.min(RUN, count - done);
            run.load(type, from, fromIndex + done, length);
            run.store(precision, to, toIndex + done, length);
        }
    }

    private static void gather(
            ElementType type,
            MemorySegment from,
            long fromIndex,
            long stride,
            Precision precision,
            MemorySegment to,
            long toIndex,
            int count) {
        int bytes = type.bytes();
        for (int k = 0; k < count; k++) {
            double value = read(type, from, (fromIndex + k * stride) * bytes);
            if (precision == Precision.FLOAT64) {
                to.setAtIndex(ValueLayout.JAVA_DOUBLE, toIndex + k, value);
            } else {
                to.setAtIndex(ValueLayout.JAVA_FLOAT, toIndex + k, (float) value);
            }
        }
    }

    /** One stored element, exactly. */
    private static double read(ElementType type, MemorySegment from, long offset) {
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

    /** A run of elements on its way: as stored, as float32 (all types but one fit), as float64. */
    private static final class Run {

        private final byte[] bytes;
        private final short[] shorts;
        private final float[] floats;
        private final double[] doubles;

        Run(int length) {
            bytes = new byte[length];
            shorts = new short[length];
            floats = new float[length];
            doubles = new double[length];
        }

        void load(ElementType type, MemorySegment from, long index, int length) {
            long offset = index * type.bytes();
            switch (type) {
                case FLOAT64 -> loadDoubles(from, offset, length);
                case FLOAT32 -> loadFloats(from, offset, length);
                case FLOAT16 -> {
                    MemorySegment.copy(from, SHORT, offset, shorts, 0, length);
                    for (int k = 0; k < length; k++) {
                        floats[k] = Float.float16ToFloat(shorts[k]);
                    }
                    toDoubles(length);
                }
                case BFLOAT16 -> {
                    MemorySegment.copy(from, SHORT, offset, shorts, 0, length);
                    for (int k = 0; k < length; k++) {
                        floats[k] = Float.intBitsToFloat(shorts[k] << 16);
                    }
                    toDoubles(length);
                }
                case FLOAT8_E4M3 -> loadBytes(Float8.E4M3, from, offset, length);
                case FLOAT8_E5M2 -> loadBytes(Float8.E5M2, from, offset, length);
                default -> throw new IllegalArgumentException(type.label() + " does not hold weights");
            }
        }

        private void loadDoubles(MemorySegment from, long offset, int length) {
            MemorySegment.copy(from, DOUBLE, offset, doubles, 0, length);
            for (int k = 0; k < length; k++) {
                floats[k] = (float) doubles[k];
            }
        }

        private void loadFloats(MemorySegment from, long offset, int length) {
            MemorySegment.copy(from, FLOAT, offset, floats, 0, length);
            toDoubles(length);
        }

        private void loadBytes(float[] table, MemorySegment from, long offset, int length) {
            MemorySegment.copy(from, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
            for (int k = 0; k < length; k++) {
                floats[k] = table[bytes[k] & 0xff];
            }
            toDoubles(length);
        }

        private void toDoubles(int length) {
            for (int k = 0; k < length; k++) {
                doubles[k] = floats[k];
            }
        }

        void store(Precision precision, MemorySegment to, long index, int length) {
            if (precision == Precision.FLOAT64) {
                MemorySegment.copy(doubles, 0, to, ValueLayout.JAVA_DOUBLE, index * Double.BYTES, length);
            } else {
                MemorySegment.copy(floats, 0, to, ValueLayout.JAVA_FLOAT, index * Float.BYTES, length);
            }
        }
    }
}
