package org.setol.spectra.kernels;

/**
 * The kernels of bulge chasing that this JVM runs, fixed for its life: unlike {@link Kernels}' families they do not
 * change over from scalars to vectors, as the last bits of their sums differ.
 */
public final class ChaseKernels {

    /** Blocks are handled four columns at a time, all four within one vector. */
    private static final int LEAST_BITS = 128;

    private ChaseKernels() {}

    /** Whether vectors run here; scalars are right, but slower than LAPACK. */
    public static boolean vectorised() {
        return KernelChoice.CURRENT.bits() >= 2 * LEAST_BITS;
    }

    public static ChaseKernel<float[]> floats() {
        return KernelChoice.CURRENT.bits() >= LEAST_BITS ? Vectors.floats() : new ScalarFloatChase();
    }

    public static ChaseKernel<double[]> doubles() {
        return KernelChoice.CURRENT.bits() >= 2 * LEAST_BITS ? Vectors.doubles() : new ScalarDoubleChase();
    }

    public static RowChaseKernel rows() {
        return KernelChoice.CURRENT.bits() >= 2 * LEAST_BITS ? Vectors.rows() : new ScalarRowChase();
    }

    /** Linked only when called, as the Vector API may not be there. */
    private static final class Vectors {

        static ChaseKernel<float[]> floats() {
            return new VectorFloatChase();
        }

        static ChaseKernel<double[]> doubles() {
            return new VectorDoubleChase();
        }

        static RowChaseKernel rows() {
            return new VectorRowChase();
        }
    }
}
