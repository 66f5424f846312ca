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

    /** Most values that can be asked for. */
    int most();

    /** Bytes beyond the n x n matrix that {@link #of} allocates, an upper bound. */
    long workspaceBytes(int n);

    /**
     * The {@code count} smallest singular values of a square float64 matrix, ascending, each wrong by n 2^-52 sigma_max at
     * most.
     *
     * @param a n x n, <b>destroyed</b>
     * @param count from 1 to {@link #most}
     * @return empty when the matrix is singular to rounding, or the iteration has not settled
     */
    Optional<double[]> of(Matrix a, int count, int threads);
}
