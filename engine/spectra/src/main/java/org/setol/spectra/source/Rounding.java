package org.setol.spectra.source;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.setol.spectra.matrix.ElementType;

/**
 * From float64 to what a file stores, to nearest, ties to even (IEEE 754-2019, 4.3.1), each number once: float64 to float32
 * to float16 would round twice, and a number just above a tie would go down with it.
 */
final class Rounding {

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int BFLOAT16_SHIFT = 16;

    /** What is added below a bfloat16's last bit so that a carry rounds; one more where that bit is odd. */
    private static final int BELOW_HALF = 0x7fff;

    private Rounding() {}

    /** Whether numbers can be rounded to this type. */
    static boolean canRoundTo(ElementType type) {
        return switch (type) {
            case FLOAT64, FLOAT32, FLOAT16, BFLOAT16 -> true;
            default -> false;
        };
    }

    /** Writes element {@code index}, little-endian, and gives it back as it is stored. */
    static double store(double value, ElementType type, MemorySegment to, long index) {
        long at = index * type.bytes();
        return switch (type) {
            case FLOAT64 -> {
                to.set(DOUBLE, at, value);
                yield value;
            }
            case FLOAT32 -> {
                to.set(FLOAT, at, (float) value);
                yield (float) value;
            }
            case FLOAT16 -> {
                short half = Float.floatToFloat16(toOdd(value));
                to.set(SHORT, at, half);
                yield Float.float16ToFloat(half);
            }
            case BFLOAT16 -> {
                short half = bfloat16(toOdd(value));
                to.set(SHORT, at, half);
                yield Float.intBitsToFloat(half << BFLOAT16_SHIFT);
            }
            default -> throw new IllegalArgumentException("nothing is rounded to " + type.label());
        };
    }

    /**
     * A float that every narrower format rounds as it would round {@code value}: where float32 is inexact, the neighbour
     * whose last bit is odd, which is no tie of a format with at least two bits less (Boldo and Melquiond 2008, IEEE
     * Transactions on Computers 57, 462).
     */
    static float toOdd(double value) {
        float nearest = (float) value;
        int bits = Float.floatToRawIntBits(nearest);
        if (nearest == value || Double.isNaN(value) || (bits & 1) == 1) {
            return nearest;
        }
        return Float.intBitsToFloat(Math.abs(value) > Math.abs(nearest) ? bits + 1 : bits - 1);
    }

    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> BFLOAT16_SHIFT) | 1);
        }
        int lastBit = (bits >>> BFLOAT16_SHIFT) & 1;
        return (short) ((bits + BELOW_HALF + lastBit) >>> BFLOAT16_SHIFT);
    }
}
