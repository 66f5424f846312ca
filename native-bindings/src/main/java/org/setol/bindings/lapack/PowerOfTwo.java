package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** A matrix multiplied by a power of two: exact unless elements leave the range of normal numbers. */
final class PowerOfTwo {

    /** BLAS vectors are counted in int; longer matrices are scanned in pieces of this many elements. */
    private static final int PIECE = 1 << 28;

    /** Powers of two up to this are normal in both precisions, and so are their reciprocals. */
    private static final int LARGEST_STEP = 100;

    private PowerOfTwo() {}

    /**
     * Where squares, or sums of them, could leave the precision's range, multiplies by the power of two that brings the
     * largest element near 1. Weights as a rule need none.
     *
     * @return its exponent
     */
    static int normalise(Matrix a, Routines routines) {
        double largest = largestMagnitude(a, routines);
        // Sums of 2^31 squares, squared again (the reductions take norms of columns), stay within the precision's
        // range.
        int comfortable = a.precision() == Precision.FLOAT32 ? 12 : 200;
        int exponent = Math.getExponent(largest);
        if (largest == 0 || Math.abs(exponent) <= comfortable) {
            return 0;
        }
        multiply(a, routines, -exponent);
        return -exponent;
    }

    private static double largestMagnitude(Matrix a, Routines routines) {
        double largest = 0;
        for (long start = 0; start < a.size(); start += PIECE) {
            largest = Math.max(largest, routines.largestMagnitude(pieceLength(a, start), piece(a, start)));
        }
        return largest;
    }

    /** Multiplies by a power of two, in steps that are normal numbers. */
    static void multiply(Matrix a, Routines routines, int exponent) {
        int rest = exponent;
        while (rest != 0) {
            int step = Math.clamp(rest, -LARGEST_STEP, LARGEST_STEP);
            times(a, routines, Math.scalb(1.0, step));
            rest -= step;
        }
    }

    private static void times(Matrix a, Routines routines, double factor) {
        for (long start = 0; start < a.size(); start += PIECE) {
            routines.scale(pieceLength(a, start), factor, piece(a, start));
        }
    }

    private static int pieceLength(Matrix a, long start) {
        return (int) Math.min(PIECE, a.size() - start);
    }

    private static MemorySegment piece(Matrix a, long start) {
        long bytes = a.precision().bytes();
        return a.segment().asSlice(start * bytes, pieceLength(a, start) * bytes);
    }
}
