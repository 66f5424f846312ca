package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.PanelBackend;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;

/**
 * Square roots of the eigenvalues of the Gram matrix on the shorter side, by BLAS {@code syrk} and a {@link
 * GramEigenvalues} route. Two to three times as fast as a singular value decomposition, as nearly all of it is matrix multiplication or
 * a symmetric reduction.
 *
 * <p>The price is in the small values. Eigenvalues have an error of about N eps lambda_max, N = max(rows, cols), so
 * sigma has one of about N eps sigma_max^2 / (2 sigma): values near sigma_max are as good as any, those below sqrt(N
 * eps) sigma_max, the {@link #noiseFloor}, are noise. Computed eigenvalues down to -N eps lambda_max are such noise and
 * become 0; anything below is a failure.
 */
public final class LapackGramBackend extends LapackBackend implements PanelBackend {

    private final GramEigenvalues.Choice eigenvalues;

    /** With the fastest eigenvalue routes. */
    public LapackGramBackend() {
        this(GramEigenvalues::forSide);
    }

    LapackGramBackend(GramEigenvalues.Choice eigenvalues) {
        this.eigenvalues = eigenvalues;
    }

    @Override
    public String name() {
        return BackendNames.LAPACK_GRAM;
    }

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        long n = request.rank();
        long stage = eigenvalues
                .forSide(request.rank(), request.threads())
                .workspaceBytes(request.rank(), request.precision());
        long values = n * n * request.precision().bytes() + stage + 3 * n * Double.BYTES + 1024;
        return request.directions() > 0 ? Math.max(values, LapackGramSum.workspaceBytes(request)) : values;
    }

    @Override
    public double flops(SpectrumRequest request) {
        double n = request.rank();
        return Math.max(request.rows(), request.cols()) * n * n + 4.0 / 3 * n * n * n;
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return Math.sqrt(eigenvalueNoise(request));
    }

    /** Error of an eigenvalue, in units of the largest. */
    private static double eigenvalueNoise(SpectrumRequest request) {
        return Math.max(request.rows(), request.cols()) * request.precision().epsilon();
    }

    @Override
    SpectrumOutcome decompose(Matrix a, SpectrumRequest request, Workspace workspace) {
        Routines routines = Routines.of(a.precision());
        MemorySegment gram = workspace.numbers((long) a.rank() * a.rank());
        int exponent = formGram(a, routines, gram);
        return fromGram(gram, exponent, request, workspace);
    }

    @Override
    public GramSum begin(SpectrumRequest request, int exponent) {
        OpenBlas.requireAvailable();
        return new LapackGramSum(this, request, exponent);
    }

    /** Singular values from the lower triangle of the Gram matrix of the matrix times 2^exponent. */
    SpectrumOutcome fromGram(MemorySegment gram, int exponent, SpectrumRequest request, Workspace workspace) {
        int n = request.rank();
        GramEigenvalues way = eigenvalues.forSide(n, request.threads());
        return fromEigenvalues(way.of(n, gram, workspace), exponent, request);
    }

    /** Singular values of the matrix from its Gram matrix' eigenvalues, of the matrix times 2^exponent. */
    SpectrumOutcome fromEigenvalues(GramEigenvalues.Outcome outcome, int exponent, SpectrumRequest request) {
        return switch (outcome) {
            case GramEigenvalues.Found found -> roots(found.ascending(), exponent, request, found.route());
            case GramEigenvalues.NotConverged failed -> notConverged(failed.info(), failed.routine());
        };
    }

    /**
     * Scales {@code a} where its squares could leave the precision's range, and writes the lower triangle of its Gram
     * matrix on the shorter side, column by column.
     *
     * @return the exponent of the power of two that it was multiplied by
     */
    static int formGram(Matrix a, Routines routines, MemorySegment gram) {
        int exponent = PowerOfTwo.normalise(a, routines);
        // Column-major, the matrix is its transpose B = cols x rows: B^T B has the side rows, B B^T the side cols.
        routines.syrk(a.rows() <= a.cols(), a.rank(), Math.max(a.rows(), a.cols()), a.segment(), a.cols(), 0, gram);
        GramDiagonal.refine(a, gram);
        return exponent;
    }

    /** Singular values from ascending eigenvalues of the matrix times 2^exponent; package-private for its test. */
    SpectrumOutcome roots(double[] eigenvalues, int exponent, SpectrumRequest request, String route) {
        double least = -eigenvalueNoise(request) * eigenvalues[eigenvalues.length - 1];
        if (eigenvalues[0] < least) {
            return new SpectrumFailure(
                    SpectrumFailure.Reason.SELF_CHECK_FAILED,
                    "Gram eigenvalue " + eigenvalues[0] + " is below the rounding error " + least);
        }
        double[] values = eigenvalues.clone();
        Arrays.setAll(values, i -> Math.scalb(Math.sqrt(Math.max(0, values[i])), -exponent));
        Routines routines = Routines.of(request.precision());
        return SpectrumResult.unchecked(values, name(), routines.name("syrk") + "+" + route, request);
    }
}
