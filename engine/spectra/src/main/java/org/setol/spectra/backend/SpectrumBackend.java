package org.setol.spectra.backend;

import org.setol.spectra.matrix.Matrix;

/**
 * Computes singular values. Implementations are found by {@link java.util.ServiceLoader}; to add one, implement this,
 * name the class in {@code META-INF/services}, and subclass the contract test.
 *
 * <p>Implementations are stateless or safe for concurrent use, and cheap to construct: libraries load at the first
 * call of {@link #status()}, which remembers its answer.
 */
public interface SpectrumBackend {

    /** Unique, stable, lower case: {@code lapack-gesdd}. What {@code --backend} takes and reports show. */
    String name();

    /**
     * Whether this machine can run it. Loads the library when first called; never throws. A device that was available may be
     * given up after an error: {@link #singularValues} is then a failure with the reason, not an exception.
     */
    BackendStatus status();

    /**
     * Where it computes, and so which {@link FlopReference} is its limit. A device other than the CPU may be full or fail: a
     * route through it goes on to the CPU.
     */
    default Device device() {
        return Device.CPU;
    }

    /** True when the request is within what this backend computes to full accuracy in reasonable time. */
    boolean accepts(SpectrumRequest request);

    /** Bytes beyond the matrix itself that {@link #singularValues} allocates for such a request, an upper bound. */
    long workspaceBytes(SpectrumRequest request);

    /**
     * Singular values of {@code a}, which is <b>destroyed</b>. The caller has made sure that all elements are finite.
     *
     * @param a rows x cols, in {@code request.precision()}
     * @param request the shape, precision and thread budget
     * @return values ascending (not yet checked: {@link SelfCheck} does), or {@code NOT_CONVERGED}
     * @throws IllegalStateException when {@link #status()} is not available
     */
    SpectrumOutcome singularValues(Matrix a, SpectrumRequest request);

    /** A lower bound, in units of the largest singular value, under which values are rounding noise of this route. */
    double noiseFloor(SpectrumRequest request);

    /**
     * Nominal floating-point operations, to turn seconds into a rate. This default is the cheaper of Golub-Kahan (4 m
     * n^2 - 4/3 n^3) and QR first (2 m n^2 + 2 n^3) for m >= n (Golub and Van Loan 2013, section 8.6).
     */
    default double flops(SpectrumRequest request) {
        double m = Math.max(request.rows(), request.cols());
        double n = request.rank();
        return Math.min(4 * m * n * n - 4.0 / 3 * n * n * n, 2 * m * n * n + 2 * n * n * n);
    }
}
