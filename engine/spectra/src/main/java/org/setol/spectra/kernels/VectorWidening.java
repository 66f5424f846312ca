package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Precision;

/**
 * Contiguous elements by the vector: 16- and 8-bit types are spread to 32-bit lanes, their sign, exponent and mantissa
 * shifted into place and the exponent bias put right by one exact multiplication, which also normalises subnormals. Copies,
 * strided and heap-based reads go to {@link ArrayWidening}.
 */
final class VectorWidening implements WideningKernel {

    private static final VectorSpecies<Float> FLOATS = VectorShapes.FLOAT;
    private static final VectorSpecies<Integer> INTS = VectorShapes.INT;
    private static final VectorSpecies<Short> SHORTS = VectorShapes.HALF_SHORT;
    private static final VectorSpecies<Byte> BYTES = VectorShapes.QUARTER_BYTE;
    private static final VectorSpecies<Double> DOUBLES = VectorShapes.DOUBLE;
    private static final VectorSpecies<Float> HALF_FLOATS = VectorShapes.HALF_FLOAT;
    private static final int LANES = FLOATS.length();

    private static final int FLOAT_INFINITY = 0x7f800000;

    private final ArrayWidening rest = new ArrayWidening();

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
        boolean vector = stride == 1 && from.isNative() && !ArrayWidening.isCopy(type, precision);
        int bound = vector ? FLOATS.loopBound(Math.max(0, count - slack(type))) : 0;
        if (type == ElementType.FLOAT64) {
            narrow(from, fromIndex, to, toIndex, bound);
        } else if (precision == Precision.FLOAT32) {
            for (int k = 0; k < bound; k += LANES) {
                load(type, from, fromIndex + k)
                        .intoMemorySegment(to, (toIndex + k) * Float.BYTES, ByteOrder.nativeOrder());
            }
        } else {
            for (int k = 0; k < bound; k += LANES) {
                store(load(type, from, fromIndex + k), to, toIndex + k);
            }
        }
        rest.widen(type, from, fromIndex + bound, stride, precision, to, toIndex + bound, count - bound);
    }

    /** Elements that a load may read beyond the lanes it uses: byte vectors are never narrower than 64 bits. */
    private static int slack(ElementType type) {
        return type.bytes() == 1 ? BYTES.length() : 0;
    }

    /** The one direction that rounds: to nearest even, as a cast does. */
    private static void narrow(MemorySegment from, long fromIndex, MemorySegment to, long toIndex, int bound) {
        for (int k = 0; k < bound; k += DOUBLES.length()) {
            DoubleVector values = DoubleVector.fromMemorySegment(
                    DOUBLES, from, (fromIndex + k) * Double.BYTES, ByteOrder.LITTLE_ENDIAN);
            FloatVector rounded = (FloatVector) values.convertShape(VectorOperators.D2F, HALF_FLOATS, 0);
            rounded.intoMemorySegment(to, (toIndex + k) * Float.BYTES, ByteOrder.nativeOrder());
        }
    }

    private static void store(FloatVector values, MemorySegment to, long index) {
        DoubleVector low = (DoubleVector) values.convertShape(VectorOperators.F2D, DOUBLES, 0);
        DoubleVector high = (DoubleVector) values.convertShape(VectorOperators.F2D, DOUBLES, 1);
        low.intoMemorySegment(to, index * Double.BYTES, ByteOrder.nativeOrder());
        high.intoMemorySegment(to, (index + DOUBLES.length()) * Double.BYTES, ByteOrder.nativeOrder());
    }

    private static FloatVector load(ElementType type, MemorySegment from, long index) {
        return switch (type) {
            case FLOAT32 -> FloatVector.fromMemorySegment(FLOATS, from, index * Float.BYTES, ByteOrder.LITTLE_ENDIAN);
            case BFLOAT16 ->
                shorts(from, index).lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
            case FLOAT16 -> decode(shorts(from, index), 16, 5, 0x1p112f, 0x1p16f);
            case FLOAT8_E5M2 -> decode(bytes(from, index), 24, 5, 0x1p112f, 0x1p16f);
            case FLOAT8_E4M3 -> decode(bytes(from, index), 24, 4, 0x1p120f, 480f);
            default -> throw new IllegalArgumentException(type.label());
        };
    }

    private static IntVector shorts(MemorySegment from, long index) {
        ShortVector codes = ShortVector.fromMemorySegment(SHORTS, from, index * Short.BYTES, ByteOrder.LITTLE_ENDIAN);
        return (IntVector) codes.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
    }

    private static IntVector bytes(MemorySegment from, long index) {
        ByteVector codes = ByteVector.fromMemorySegment(BYTES, from, index, ByteOrder.LITTLE_ENDIAN);
        return (IntVector) codes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    }

    /**
     * Sign, exponent and mantissa of a narrow code as a float.
     *
     * @param unused bits above the code, which goes to the top
     * @param exponentBits of the code; the float has 8
     * @param rebias 2^(127 - narrow bias)
     * @param special magnitudes from here on stand for infinity or NaN; they keep their mantissa and get the float's top
     *     exponent
     */
    private static FloatVector decode(IntVector codes, int unused, int exponentBits, float rebias, float special) {
        int spread = 8 - exponentBits;
        FloatVector value = codes.lanewise(VectorOperators.LSHL, unused)
                .lanewise(VectorOperators.ASHR, spread)
                .and(Integer.MIN_VALUE | (Integer.MAX_VALUE >> spread))
                .reinterpretAsFloats()
                .mul(rebias);
        VectorMask<Float> notFinite = value.abs().compare(VectorOperators.GE, special);
        return value.reinterpretAsInts()
                .lanewise(VectorOperators.OR, FLOAT_INFINITY, notFinite.cast(INTS))
                .reinterpretAsFloats();
    }
}
