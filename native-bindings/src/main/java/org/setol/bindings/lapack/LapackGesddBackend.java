package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;

/**
 * LAPACK {@code gesdd}, values only: bidiagonalisation (after QR when one side is much the longer), then dqds
 * (Fernando and Parlett 1994, Numer. Math. 67). Backward stable: errors of a small multiple of max(rows, cols) * eps *
 * sigma_max. The reference among the backends.
 */
public final class LapackGesddBackend extends LapackBackend {

    @Override
    public String name() {
        return BackendNames.LAPACK_GESDD;
    }

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        return bidiagonalisationBytes(request) + 8L * request.rank() * Integer.BYTES;
    }

    /** Bytes for the values, their heap copy, and {@code work}: blocks of both sides, vectors of the shorter. */
    static long bidiagonalisationBytes(SpectrumRequest request) {
        long sides = (long) request.rows() + request.cols();
        long numbers = LARGEST_BLOCK * sides + 16L * request.rank() + 1024;
        return numbers * request.precision().bytes() + (long) request.rank() * Double.BYTES;
    }

    @Override
    SpectrumOutcome decompose(Matrix a, SpectrumRequest request, Workspace workspace) {
        Routines routines = Routines.of(a.precision());
        MemorySegment values = workspace.numbers(a.rank());
        MemorySegment integers = workspace.ints(8L * a.rank());
        MemorySegment query = workspace.numbers(1);
        String routine = routines.name("gesdd");
        requireArgumentsAccepted(routines.gesdd(a.cols(), a.rows(), a.segment(), values, query, -1, integers), routine);
        int size = queriedSize(routines, query);
        int info = routines.gesdd(a.cols(), a.rows(), a.segment(), values, workspace.numbers(size), size, integers);
        requireArgumentsAccepted(info, routine);
        return info > 0
                ? notConverged(info, routine)
                : SpectrumResult.unchecked(ascending(routines, values, a.rank()), name(), routine, request);
    }
}
