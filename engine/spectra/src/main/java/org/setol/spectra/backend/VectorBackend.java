package org.setol.spectra.backend;

import org.setol.spectra.matrix.Matrix;

/**
 * Computes singular values together with the singular vectors of the shorter side: the eigenvectors of the Gram matrix
 * there. Those of the longer side follow from them by one multiplication and are never held.
 *
 * <p>Found by {@link java.util.ServiceLoader}, and to be implemented, like a {@link SpectrumBackend}; the contract test
 * is {@code VectorBackendContract}. A backend that exists in both kinds has one name.
 */
public interface VectorBackend {

    /** As {@link SpectrumBackend#name()}. */
    String name();

    /** As {@link SpectrumBackend#status()}. */
    BackendStatus status();

    /** True when the request is within what this backend computes to full accuracy in reasonable time. */
    boolean accepts(SpectrumRequest request);

    /** Bytes beyond the matrix and the basis that {@link #singularVectors} allocates, an upper bound. */
    long workspaceBytes(SpectrumRequest request);

    /** As {@link SpectrumBackend#noiseFloor}: vectors of values below it are an arbitrary basis of what is left. */
    double noiseFloor(SpectrumRequest request);

    /**
     * Singular values of {@code a}, which is <b>destroyed</b>, and their vectors. The caller has made sure that all
     * elements are finite.
     *
     * @param a rows x cols, in {@code request.precision()}
     * @param basis n x n with n = min(rows, cols), in the same precision; row i becomes the unit vector of the i-th
     *     value. Orthonormal to working precision whatever the rank
     * @param request the shape, precision and thread budget
     * @return values ascending (not yet checked: {@link VectorDriver} does), or {@code NOT_CONVERGED}
     * @throws IllegalStateException when {@link #status()} is not available
     */
    SpectrumOutcome singularVectors(Matrix a, Matrix basis, SpectrumRequest request);
}
