package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Matrix;

/**
 * Eigenvalues and eigenvectors of the Gram matrix on the shorter side, by {@code syrk} and {@code syevd} in the place of
 * the basis. Fast, and as {@link LapackGramBackend} says: vectors of values above the noise floor are as good as any,
 * those of values below it an arbitrary orthonormal basis of what is left.
 */
public final class LapackGramVectors extends LapackVectors {

    private static final LapackGramBackend VALUES = new LapackGramBackend();

    @Override
    public String name() {
        return BackendNames.LAPACK_GRAM;
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return VALUES.noiseFloor(request);
    }

    @Override
    long workspaceNumbers(SpectrumRequest request) {
        long n = request.rank();
        return 2 * n * n + (LapackBackend.LARGEST_BLOCK + 8) * n + 64;
    }

    @Override
    SpectrumOutcome decompose(Matrix a, Matrix basis, SpectrumRequest request, Workspace workspace) {
        Routines routines = Routines.of(a.precision());
        int n = a.rank();
        int exponent = LapackGramBackend.formGram(a, routines, basis.segment());
        MemorySegment eigenvalues = workspace.numbers(n);
        // Column-major, the vectors are its columns; row-major, the rows of the basis.
        int info = LapackGramBackend.eigenvalues(
                Routines.WITH_VECTORS, routines, n, basis.segment(), eigenvalues, workspace);
        return info > 0
                ? LapackBackend.notConverged(info, routines.name("syevd"))
                : VALUES.roots(LapackGramBackend.values(routines, eigenvalues, n), exponent, request);
    }
}
