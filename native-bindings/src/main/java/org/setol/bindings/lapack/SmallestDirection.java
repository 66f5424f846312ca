package org.setol.bindings.lapack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.setol.spectra.matrix.Precision;

/**
 * The eigenvector of a Gram matrix' smallest eigenvalue, by inverse iteration (Golub and Van Loan 2013, section 8.2.2)
 * from a shift just below it, with {@code potrf} and {@code trsv}. It is as good as the Gram matrix: a Rayleigh quotient taken
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
     * @param gram lower triangle, column by column, in that precision; destroyed
     * @param smallest its smallest eigenvalue
     * @param bound most that this is wrong
     */
    static double[] of(MemorySegment gram, int n, Precision precision, double smallest, double bound) {
        double shift = smallest - DISTANCE * bound;
        if (!(shift > 0)) {
            return new double[0];
        }
        Routines routines = Routines.of(precision);
        for (long i = 0; i < n; i++) {
            long place = i * n + i;
            routines.set(gram, place, routines.get(gram, place) - shift);
        }
        int info = routines.potrf(n, gram);
        LapackBackend.requireArgumentsAccepted(info, routines.name("potrf"));
        return info > 0 ? new double[0] : iterate(gram, n, precision);
    }

    private static double[] iterate(MemorySegment factor, int n, Precision precision) {
        Routines routines = Routines.of(precision);
        double[] vector = new SplittableRandom(SEED).doubles(n, -1, 1).toArray();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate((long) n * precision.bytes(), 64);
            for (int step = 0; step < STEPS; step++) {
                normalise(vector);
                for (int i = 0; i < n; i++) {
                    routines.set(x, i, vector[i]);
                }
                routines.trsv(false, n, factor, x);
                routines.trsv(true, n, factor, x);
                for (int i = 0; i < n; i++) {
                    vector[i] = routines.get(x, i);
                }
            }
        }
        return normalise(vector) ? vector : new double[0];
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
