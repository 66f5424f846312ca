package org.setol.bindings.lapack;

import static org.setol.bindings.lapack.SegmentPointers.floats;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.bytedeco.openblas.global.openblas_full;

/**
 * The eigenvector of a float32 Gram matrix' smallest eigenvalue, by inverse iteration (Golub and Van Loan 2013, section 8.2.2)
 * from a shift just below it, with {@code spotrf} and {@code strsv}. It is as good as the Gram matrix: a Rayleigh quotient taken
 * with the matrix itself errs by the square of what is wrong with it. n^3 / 3 operations.
 */
final class SmallestDirection {

    /** Distance of the shift from the computed eigenvalue, in bounds of its error: the shifted matrix stays definite. */
    private static final double DISTANCE = 4;

    /** Each brings the vector nearer by the ratio of the shift's distances to the smallest eigenvalue and the next. */
    private static final int STEPS = 4;

    private static final long SEED = 20_261_127;

    private SmallestDirection() {}

    /**
     * The unit vector; empty when the eigenvalue is not clear of 0, or the shifted matrix not definite to rounding.
     *
     * @param gram lower triangle, column by column; destroyed
     * @param smallest its smallest eigenvalue
     * @param bound most that this is wrong
     */
    static double[] of(MemorySegment gram, int n, double smallest, double bound) {
        double shift = smallest - DISTANCE * bound;
        if (!(shift > 0)) {
            return new double[0];
        }
        for (long i = 0; i < n; i++) {
            long place = i * n + i;
            float diagonal = gram.getAtIndex(ValueLayout.JAVA_FLOAT, place);
            gram.setAtIndex(ValueLayout.JAVA_FLOAT, place, (float) (diagonal - shift));
        }
        int info = openblas_full.LAPACKE_spotrf_work(Routines.COLUMN_MAJOR, Routines.LOWER, n, floats(gram), n);
        LapackBackend.requireArgumentsAccepted(info, "spotrf");
        return info > 0 ? new double[0] : iterate(gram, n);
    }

    private static double[] iterate(MemorySegment factor, int n) {
        double[] vector = new SplittableRandom(SEED).doubles(n, -1, 1).toArray();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate((long) n * Float.BYTES, 64);
            for (int step = 0; step < STEPS; step++) {
                normalise(vector);
                for (int i = 0; i < n; i++) {
                    x.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) vector[i]);
                }
                solve(factor, n, x, openblas_full.CblasNoTrans);
                solve(factor, n, x, openblas_full.CblasTrans);
                for (int i = 0; i < n; i++) {
                    vector[i] = x.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                }
            }
        }
        return normalise(vector) ? vector : new double[0];
    }

    private static void solve(MemorySegment factor, int n, MemorySegment x, int trans) {
        openblas_full.cblas_strsv(
                openblas_full.CblasColMajor,
                openblas_full.CblasLower,
                trans,
                openblas_full.CblasNonUnit,
                n,
                floats(factor),
                n,
                floats(x),
                1);
    }

    /** False for a vector without a finite length. */
    private static boolean normalise(double[] vector) {
        double sum = 0;
        for (double x : vector) {
            sum += x * x;
        }
        double length = Math.sqrt(sum);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return length > 0 && length < Double.POSITIVE_INFINITY;
    }
}
