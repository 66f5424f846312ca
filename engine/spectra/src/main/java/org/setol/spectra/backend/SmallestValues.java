package org.setol.spectra.backend;

import java.util.Optional;
import java.util.ServiceLoader;
import org.setol.spectra.matrix.Matrix;

/**
 * The smallest singular values alone, which a Gram matrix squares into the rounding noise. Implementations are found by
 * {@link ServiceLoader}, and stateless.
 */
public interface SmallestValues {

    /** The first that this machine can run; empty when there is none. */
    static Optional<SmallestValues> find() {
        return ServiceLoader.load(SmallestValues.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(values -> values.status() instanceof BackendStatus.Available)
                .findFirst();
    }

    /** The routine, for reports: {@code dgetrf}. */
    String name();

    /** Whether this machine can run it; never throws. */
    BackendStatus status();

    /** Bytes beyond the n x n matrix that {@link #of} allocates, an upper bound. */
    long workspaceBytes(int n);

    /**
     * The smallest singular values of a square float64 matrix: all up to {@code beyond}, and the first above it; ascending, each
     * wrong by about n 2^-52 sigma_max.
     *
     * @param a n x n, n &ge; 1, <b>destroyed</b>
     * @param beyond not negative
     * @return empty when the matrix is singular to rounding, too many values are that small, or the iteration has not settled
     */
    Optional<double[]> of(Matrix a, double beyond, int threads);
}
