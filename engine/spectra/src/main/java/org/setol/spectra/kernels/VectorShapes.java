package org.setol.spectra.kernels;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector shapes of this JVM, in a class of their own so that nothing touches the Vector API before it has been
 * chosen. All derive from one width, which must be a constant for C2 to fold it.
 */
final class VectorShapes {

    /** 128, 256 or 512: as chosen, or the CPU's own where scalar kernels were. */
    static final int BITS =
            Math.max(128, KernelChoice.CURRENT.bits() == 0 ? PreferredWidth.bits() : KernelChoice.CURRENT.bits());

    static final VectorSpecies<Double> DOUBLE = species(double.class, BITS);
    static final VectorSpecies<Long> LONG = species(long.class, BITS);
    static final VectorSpecies<Float> FLOAT = species(float.class, BITS);
    static final VectorSpecies<Integer> INT = species(int.class, BITS);

    /** As many floats as {@link #DOUBLE} has lanes. */
    static final VectorSpecies<Float> HALF_FLOAT = species(float.class, BITS / 2);

    /** As many shorts as {@link #INT} has lanes. */
    static final VectorSpecies<Short> HALF_SHORT = species(short.class, BITS / 2);

    /** 64 bits of bytes, the narrowest shape there is: all of it used at 256 bits and above. */
    static final VectorSpecies<Byte> QUARTER_BYTE = species(byte.class, Math.max(64, BITS / 4));

    private VectorShapes() {}

    private static <E> VectorSpecies<E> species(Class<E> type, int bits) {
        return VectorSpecies.of(type, VectorShape.forBitSize(bits));
    }
}
