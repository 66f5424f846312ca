package org.setol.bindings.lapack;

import java.lang.foreign.Arena;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.VectorBackend;
import org.setol.spectra.matrix.Matrix;

/** What the LAPACK backends that compute vectors share; {@link LapackBackend} is their kin without. */
abstract sealed class LapackVectors implements VectorBackend permits LapackGesddVectors, LapackGramVectors {

    @Override
    public final BackendStatus status() {
        return OpenBlas.status();
    }

    /** LAPACK counts in 32-bit integers: the workspace must be one. */
    @Override
    public final boolean accepts(SpectrumRequest request) {
        return workspaceNumbers(request) <= Integer.MAX_VALUE;
    }

    /** Elements of the one large workspace. */
    abstract long workspaceNumbers(SpectrumRequest request);

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        long n = request.rank();
        long integers = 8 * n + 16;
        return (workspaceNumbers(request) + n + 64) * request.precision().bytes()
                + integers * Integer.BYTES
                + n * Double.BYTES;
    }

    @Override
    public final SpectrumOutcome singularVectors(Matrix a, Matrix basis, SpectrumRequest request) {
        OpenBlas.requireAvailable();
        LapackBackend.requireAsRequested(a, request);
        SpectrumRequest square =
                new SpectrumRequest(request.rank(), request.rank(), request.precision(), request.threads());
        LapackBackend.requireAsRequested(basis, square);
        if (request.rank() == 0) {
            return SpectrumResult.unchecked(new double[0], name(), "none", request);
        }
        try (Arena arena = Arena.ofConfined()) {
            Workspace workspace = new Workspace(arena, request.precision());
            return BlasThreads.with(request.threads(), () -> decompose(a, basis, request, workspace));
        }
    }

    /** The values and vectors of a matrix with at least one element. */
    abstract SpectrumOutcome decompose(Matrix a, Matrix basis, SpectrumRequest request, Workspace workspace);
}
