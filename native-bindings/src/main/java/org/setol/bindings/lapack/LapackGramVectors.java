package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
        int info = syevd(routines, n, basis.segment(), eigenvalues, workspace);
        String routine = routines.name("syevd");
        return info > 0
                ? LapackBackend.notConverged(info, routine)
                : VALUES.roots(SytrdEigenvalues.doubles(routines, eigenvalues, n), exponent, request, routine);
    }

    /** The matrix becomes its eigenvectors: column-major the columns, row-major the rows of the basis. */
    private static int syevd(
            Routines routines, int n, MemorySegment gram, MemorySegment eigenvalues, Workspace workspace) {
        String routine = routines.name("syevd");
        MemorySegment query = workspace.numbers(1);
        MemorySegment integers = workspace.ints(1);
        LapackBackend.requireArgumentsAccepted(
                routines.syevd(Routines.WITH_VECTORS, n, gram, eigenvalues, query, -1, integers, -1), routine);
        int size = LapackBackend.queriedSize(routines, query);
        int count = integers.get(ValueLayout.JAVA_INT, 0);
        int info = routines.syevd(
                Routines.WITH_VECTORS,
                n,
                gram,
                eigenvalues,
                workspace.numbers(size),
                size,
                workspace.ints(count),
                count);
        LapackBackend.requireArgumentsAccepted(info, routine);
        return info;
    }
}
