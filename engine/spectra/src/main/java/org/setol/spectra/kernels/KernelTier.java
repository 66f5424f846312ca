package org.setol.spectra.kernels;

/**
 * Scalar kernels first, vectors once they pay. Until C2 has compiled them, Vector API loops run a hundred times slower
 * than compiled ones, and compiling them keeps a core busy for most of a second: more than a small model takes in all.
 * So each family starts with its scalar form, which gives the same bits, and changes over when it has seen as much work
 * as the change costs. A choice forced by {@link KernelChoice#PROPERTY} holds from the first value on.
 */
final class KernelTier {

    /**
     * Values after which vectors pay: at about 4 ns each in scalar form, half a second. Measured: 40 fits of 384 values in
     * a fresh JVM take 0.8 s by vectors, 0.07 s by scalars.
     */
    private static final long ENOUGH = 1L << 27;

    private static final KernelSet SCALAR = KernelSet.scalar();

    private final long enough;

    /** Not synchronised: a lost count delays the change a little, and results do not depend on it. */
    private long seen;

    KernelTier(KernelChoice choice) {
        this(choice, ENOUGH);
    }

    /** A family whose scalar form is so fast that vectors pay later. */
    KernelTier(KernelChoice choice, long enoughWork) {
        if (choice.bits() == 0) {
            enough = Long.MAX_VALUE;
        } else {
            enough = choice.forced() ? 0 : enoughWork;
        }
    }

    /** The kernels for the next so many values. */
    KernelSet of(long values) {
        if (seen < enough) {
            seen += values;
            return SCALAR;
        }
        return Vector.SET;
    }

    /** Created when first used: the Vector API's classes alone take 40 ms to load. */
    private static final class Vector {
        static final KernelSet SET = VectorKernelSet.create();
    }
}
