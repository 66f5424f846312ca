package org.setol.analysis.bench;

import java.lang.foreign.Arena;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;

/**
 * A planted matrix and a backend to decompose it: what there is to time, and whether the answer is right. Knows nothing of
 * who times it.
 *
 * @param matrix stored in the precision of the request
 * @param backend available, and accepts the request
 * @param request how the backend is asked
 */
public record SpectrumWorkload(PlantedMatrix matrix, SpectrumBackend backend, SpectrumRequest request) {

    /**
     * A workload in memory of {@code arena}.
     *
     * @throws IllegalArgumentException when the backend does not take such a matrix
     * @throws org.setol.spectra.backend.BackendUnavailableException when this machine cannot run it
     */
    public static SpectrumWorkload of(Arena arena, String backendName, SpectrumRequest request) {
        SpectrumBackend backend = BackendRegistry.load().require(backendName);
        if (!backend.accepts(request)) {
            throw new IllegalArgumentException(backendName + " does not take " + request);
        }
        Shape shape = new Shape(request.rows(), request.cols());
        return new SpectrumWorkload(PlantedMatrix.of(arena, shape, request.precision()), backend, request);
    }

    /**
     * The engine's whole way: reads, scans, decomposes, checks the sum of squares; and here the planted value.
     *
     * @return a failure when there is no answer or a wrong one
     */
    public SpectrumOutcome outcome() {
        return switch (SpectrumDriver.decompose(matrix.source(), Route.of(request, backend))) {
            case SpectrumResult result -> verified(result);
            case SpectrumFailure failure -> failure;
        };
    }

    /**
     * The same for those who cannot go on without.
     *
     * @throws IllegalStateException when there is no answer or a wrong one
     */
    public SpectrumResult decompose() {
        return switch (outcome()) {
            case SpectrumResult result -> result;
            case SpectrumFailure failure -> throw new IllegalStateException(failure.detail());
        };
    }

    /** Operations by the backend's own count, in 1e9. */
    public double gigaflops() {
        return backend.flops(request) * 1e-9;
    }

    /**
     * Operations of the cheapest known way, in 1e9: the Gram matrix and its reduction, m n^2 + 4/3 n^3 for m >= n. The
     * time they take at the rate of matrix multiplication is what all backends are measured by.
     */
    public static double limitGigaflops(SpectrumRequest request) {
        double n = request.rank();
        return (Math.max(request.rows(), request.cols()) * n * n + 4.0 / 3 * n * n * n) * 1e-9;
    }

    private SpectrumOutcome verified(SpectrumResult result) {
        double[] values = result.singularValues();
        double largest = values[values.length - 1];
        // Rounding of A, and the routes' own error of at most max(rows, cols) eps sigma_max.
        double tolerance =
                Math.max(request.rows(), request.cols()) * request.precision().epsilon() * matrix.planted();
        if (values.length != request.rank() || !(Math.abs(largest - matrix.planted()) <= tolerance)) {
            return new SpectrumFailure(
                    SpectrumFailure.Reason.SELF_CHECK_FAILED,
                    backend.name() + " finds " + values.length + " values, the largest " + largest + " instead of "
                            + matrix.planted());
        }
        return result;
    }
}
