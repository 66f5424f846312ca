package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;

/**
 * LAPACK {@code gesvd}, values only: the driver to try when {@link LapackGesddBackend gesdd} does not converge. As
 * accurate, seldom as fast.
 */
public final class LapackGesvdBackend extends LapackBackend {

    @Override
    public String name() {
        return BackendNames.LAPACK_GESVD;
    }

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        return LapackGesddBackend.bidiagonalisationBytes(request);
    }

    @Override
    SpectrumOutcome decompose(Matrix a, SpectrumRequest request, Workspace workspace) {
        Routines routines = Routines.of(a.precision());
        MemorySegment values = workspace.numbers(a.rank());
        MemorySegment query = workspace.numbers(1);
        String routine = routines.name("gesvd");
        requireArgumentsAccepted(routines.gesvd(a.cols(), a.rows(), a.segment(), values, query, -1), routine);
        int size = queriedSize(routines, query);
        int info = routines.gesvd(a.cols(), a.rows(), a.segment(), values, workspace.numbers(size), size);
        requireArgumentsAccepted(info, routine);
        return info > 0
                ? notConverged(info, routine)
                : SpectrumResult.unchecked(ascending(routines, values, a.rank()), name(), routine, request);
    }
}
