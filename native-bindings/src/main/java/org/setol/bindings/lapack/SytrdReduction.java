package org.setol.bindings.lapack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * A symmetric matrix as Q T Q' with T tridiagonal, by LAPACK {@code sytrd} (Anderson et al. 1999, LAPACK Users' Guide).
 *
 * @param reflectors whose product is Q, below the diagonal of the n x n matrix that was reduced
 * @param tau their factors
 * @param diagonal of T, as doubles whatever the precision; not copied
 * @param beside n - 1 elements beside it; not copied
 * @param precision of the reduction
 */
record SytrdReduction(
        MemorySegment reflectors, MemorySegment tau, double[] diagonal, double[] beside, Precision precision) {

    /** Of the matrix whose lower triangle is in {@code gram}, column by column, n >= 1; its memory is the result's from now on. */
    static SytrdReduction of(int n, MemorySegment gram, Workspace workspace) {
        Routines routines = Routines.of(workspace.precision());
        String routine = routines.name("sytrd");
        MemorySegment diagonal = workspace.numbers(n);
        MemorySegment beside = workspace.numbers(n);
        MemorySegment tau = workspace.numbers(n);
        MemorySegment query = workspace.numbers(1);
        LapackBackend.requireArgumentsAccepted(routines.sytrd(n, gram, diagonal, beside, tau, query, -1), routine);
        int size = LapackBackend.queriedSize(routines, query);
        int info = routines.sytrd(n, gram, diagonal, beside, tau, workspace.numbers(size), size);
        LapackBackend.requireArgumentsAccepted(info, routine);
        return new SytrdReduction(
                gram,
                tau,
                SytrdEigenvalues.doubles(routines, diagonal, n),
                SytrdEigenvalues.doubles(routines, beside, n - 1),
                workspace.precision());
    }

    /** Bytes that {@link #of} allocates, an upper bound. */
    static long workspaceBytes(int n, Precision precision) {
        return ((LapackBackend.LARGEST_BLOCK + 3) * n + 256) * precision.bytes();
    }

    /** Bytes that {@link #vectors} allocates for so many of them beside the result, an upper bound. */
    static long vectorBytes(long n, long count, Precision precision) {
        long tridiagonal = (n * count + 21 * n) * Double.BYTES + (12 * n + 2 * count) * Integer.BYTES;
        return tridiagonal + (LapackBackend.LARGEST_BLOCK * (n + count) + 256) * precision.bytes() + 1024;
    }

    /**
     * Unit eigenvectors of the largest eigenvalues, from the {@code from}-th smallest on: those of T by {@code dstemr} (multiple
     * relatively robust representations; Dhillon and Parlett 2004), Q times these by {@code ormtr}. 2 n^2 k operations for k of them.
     *
     * @return rows of length n, in the reduction's precision; empty when {@code dstemr} does not find them
     */
    Optional<Matrix> vectors(int from, Arena arena) {
        int n = diagonal.length;
        Matrix vectors = Matrix.allocate(arena, n - from, n, precision);
        try (Arena inner = Arena.ofConfined()) {
            Workspace workspace = new Workspace(inner, precision);
            if (!isSolved(from, vectors, workspace)) {
                return Optional.empty();
            }
            multiply(vectors, workspace);
        }
        return Optional.of(vectors);
    }

    private boolean isSolved(int from, Matrix vectors, Workspace workspace) {
        MemorySegment found = workspace.doubles(vectors.size());
        int info = DoubleRoutines.stemr(diagonal, beside, from, found, workspace);
        LapackBackend.requireArgumentsAccepted(info, "dstemr");
        Kernels.widen(ElementType.FLOAT64, found, 0, 1, vectors, 0, vectors.size());
        return info == 0;
    }

    /** Column-major, the rows are columns of an n x k matrix. */
    private void multiply(Matrix vectors, Workspace workspace) {
        Routines routines = Routines.of(precision);
        int n = diagonal.length;
        int count = vectors.rows();
        MemorySegment query = workspace.numbers(1);
        String routine = routines.name("ormtr");
        LapackBackend.requireArgumentsAccepted(
                routines.ormtr(n, count, reflectors, tau, vectors.segment(), query, -1), routine);
        int size = LapackBackend.queriedSize(routines, query);
        int info = routines.ormtr(n, count, reflectors, tau, vectors.segment(), workspace.numbers(size), size);
        LapackBackend.requireArgumentsAccepted(info, routine);
    }
}
