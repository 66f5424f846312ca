package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.band.TridiagonalEigenvalues;
import org.setol.spectra.matrix.Precision;

/**
 * LAPACK's one-stage reduction {@code sytrd} in the matrix's precision, then the eigenvalues of the tridiagonal matrix in
 * float64 whatever the precision: in float32 {@code ssterf} alone loses up to 100 eps lambda_max where the reduction
 * loses 3 (entry 7 of benchmarks/NOTES.md), and n^2 operations cost nothing beside 4/3 n^3.
 */
final class SytrdEigenvalues implements GramEigenvalues {

    /**
     * From this side on our own search ({@link TridiagonalEigenvalues}) takes less than LAPACK's {@code dsterf}, and C2's
     * time for it, 50 ms, is won back after a dozen matrices (entry 18).
     */
    static final int LEAST_SEARCHED = 768;

    private final int threads;

    /** On so many threads; OpenBLAS has its own number, see {@link BlasThreads}. */
    SytrdEigenvalues(int threads) {
        this.threads = threads;
    }

    @Override
    public long workspaceBytes(int n, Precision precision) {
        return SytrdReduction.workspaceBytes(n, precision) + 2L * n * Double.BYTES + 128;
    }

    @Override
    public Outcome of(int n, MemorySegment gram, Workspace workspace) {
        return of(SytrdReduction.of(n, gram, workspace), workspace);
    }

    /** Eigenvalues of what has been reduced. */
    Outcome of(SytrdReduction reduction, Workspace workspace) {
        String routine = Routines.of(reduction.precision()).name("sytrd");
        return tridiagonal(reduction.diagonal(), reduction.beside(), threads, workspace, routine);
    }

    /**
     * Eigenvalues of a symmetric tridiagonal matrix, reached by {@code reduction}: {@code sturm} on so many threads, or
     * {@code dsterf}, by the side alone.
     */
    static Outcome tridiagonal(double[] diagonal, double[] beside, int threads, Workspace workspace, String reduction) {
        return diagonal.length >= LEAST_SEARCHED
                ? new Found(TridiagonalEigenvalues.of(diagonal, beside, threads), reduction + "+sturm")
                : sterf(diagonal, beside, workspace, reduction);
    }

    private static Outcome sterf(double[] diagonal, double[] beside, Workspace workspace, String reduction) {
        int n = diagonal.length;
        MemorySegment d = workspace.doubles(n);
        MemorySegment e = workspace.doubles(n);
        // Not by segments on the heap: the class of the first one costs all code its compilation that knew only native
        // ones.
        MemorySegment.copy(diagonal, 0, d, ValueLayout.JAVA_DOUBLE, 0, n);
        MemorySegment.copy(beside, 0, e, ValueLayout.JAVA_DOUBLE, 0, n - 1);
        int info = DoubleRoutines.sterf(n, d, e);
        LapackBackend.requireArgumentsAccepted(info, "dsterf");
        return info > 0
                ? new NotConverged(info, "dsterf")
                : new Found(doubles(new DoubleRoutines(), d, n), reduction + "+dsterf");
    }

    static double[] doubles(Routines routines, MemorySegment vector, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> routines.get(vector, i));
        return values;
    }
}
