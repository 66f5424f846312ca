package org.setol.benchmarks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.matrix.ElementType;

/** Single numbers in the types that files store, by the JDK's conversions: slow, and no code of the engine's. */
final class StoredNumbers {

    private StoredNumbers() {}

    /** Writes a number near {@code value}, -1 to 1, that the type can hold. */
    static void set(MemorySegment to, ElementType type, long index, double value) {
        switch (type) {
            case FLOAT64 -> to.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
            case FLOAT32 -> to.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
            case FLOAT16 -> to.setAtIndex(ValueLayout.JAVA_SHORT, index, Float.floatToFloat16((float) value));
            case BFLOAT16 ->
                to.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) (Float.floatToRawIntBits((float) value) >> 16));
            // Any code below 0x38 is a number under 1 in either 8-bit format.
            case FLOAT8_E4M3, FLOAT8_E5M2 ->
                to.setAtIndex(
                        ValueLayout.JAVA_BYTE, index, (byte) ((int) (Math.abs(value) * 0x38) | (value < 0 ? 0x80 : 0)));
            default -> throw new IllegalArgumentException(type.label());
        }
    }

    /** The number at {@code index}. */
    static double get(MemorySegment from, ElementType type, long index) {
        return switch (type) {
            case FLOAT64 -> from.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
            case FLOAT32 -> from.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            case FLOAT16 -> Float.float16ToFloat(from.getAtIndex(ValueLayout.JAVA_SHORT, index));
            case BFLOAT16 -> Float.intBitsToFloat(from.getAtIndex(ValueLayout.JAVA_SHORT, index) << 16);
            case FLOAT8_E4M3 -> float8(from.get(ValueLayout.JAVA_BYTE, index), 3, 7);
            // The upper byte of a binary16.
            case FLOAT8_E5M2 -> Float.float16ToFloat((short) (from.get(ValueLayout.JAVA_BYTE, index) << 8));
            default -> throw new IllegalArgumentException(type.label());
        };
    }

    private static double float8(byte code, int mantissaBits, int bias) {
        int exponent = (code & 0x7f) >> mantissaBits;
        double fraction = (code & ((1 << mantissaBits) - 1)) / (double) (1 << mantissaBits);
        double magnitude = exponent == 0 ? Math.scalb(fraction, 1 - bias) : Math.scalb(1 + fraction, exponent - bias);
        return code < 0 ? -magnitude : magnitude;
    }
}
