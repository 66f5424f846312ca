package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;

/**
 * LAPACK {@code gesdd} with vectors: bidiagonalisation, then divide and conquer (Gu and Eisenstat 1995, SIAM J. Matrix
 * Anal. 16(1)). The vectors of the longer side, which it cannot do without, overwrite the weights. Backward stable, as
 * {@link LapackGesddBackend} is.
 */
public final class LapackGesddVectors extends LapackVectors {

    private static final LapackGesddBackend VALUES = new LapackGesddBackend();

    @Override
    public String name() {
        return BackendNames.LAPACK_GESDD;
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return VALUES.noiseFloor(request);
    }

    /** 5 n^2 for the small factors, and blocks of both sides. */
    @Override
    long workspaceNumbers(SpectrumRequest request) {
        long n = request.rank();
        long sides = (long) request.rows() + request.cols();
        return 5 * n * n + LapackBackend.LARGEST_BLOCK * sides + 16 * n + 1024;
    }

    @Override
    SpectrumOutcome decompose(Matrix a, Matrix basis, SpectrumRequest request, Workspace workspace) {
        Routines routines = Routines.of(a.precision());
        MemorySegment values = workspace.numbers(a.rank());
        MemorySegment integers = workspace.ints(8L * a.rank());
        MemorySegment query = workspace.numbers(1);
        MemorySegment vectors = basis.segment();
        String routine = routines.name("gesdd");
        int m = a.cols();
        int n = a.rows();
        LapackBackend.requireArgumentsAccepted(
                routines.gesddVectors(m, n, a.segment(), values, vectors, query, -1, integers), routine);
        int size = LapackBackend.queriedSize(routines, query);
        int info = routines.gesddVectors(m, n, a.segment(), values, vectors, workspace.numbers(size), size, integers);
        LapackBackend.requireArgumentsAccepted(info, routine);
        if (info > 0) {
            return LapackBackend.notConverged(info, routine);
        }
        if (m >= n) {
            transpose(basis);
        }
        reverseRows(basis);
        return SpectrumResult.unchecked(LapackBackend.ascending(routines, values, a.rank()), name(), routine, request);
    }

    private static void transpose(Matrix a) {
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < i; j++) {
                swap(a, i, j, j, i);
            }
        }
    }

    private static void reverseRows(Matrix a) {
        for (int i = 0; i < a.rows() / 2; i++) {
            for (int j = 0; j < a.cols(); j++) {
                swap(a, i, j, a.rows() - 1 - i, j);
            }
        }
    }

    private static void swap(Matrix a, int i, int j, int k, int l) {
        double held = a.get(i, j);
        a.set(i, j, a.get(k, l));
        a.set(k, l, held);
    }
}
