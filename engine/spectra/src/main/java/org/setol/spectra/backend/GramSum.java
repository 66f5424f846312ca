package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.setol.spectra.matrix.Matrix;

/** A Gram matrix to which panels are added, and then its eigenvalues. Used by one thread, in that order. */
public interface GramSum extends AutoCloseable {

    /**
     * Adds the Gram matrix of a panel, which may be <b>destroyed</b>: P^T P of some rows of a matrix that is not wider than
     * tall, P P^T of some columns of another. 2 n^2 k operations for k rows or columns, of which half are saved by symmetry.
     *
     * @param panel in the precision of the request, finite
     */
    void add(Matrix panel);

    /**
     * As {@link SpectrumBackend#singularValues}, of the matrix whose panels have been added. Ends the sum.
     */
    SpectrumOutcome singularValues();

    /**
     * Singular vectors on the shorter side of the values from the {@code from}-th smallest on, as far as the precision goes:
     * orthonormal to rounding, and an invariant subspace of a Gram matrix as far from the exact one as the values are.
     *
     * @param from below n, at least n less what the request allows
     * @param arena where they live
     * @return n - from rows of length n in the order of the values, in the precision of the request; empty when they are not found
     */
    default Optional<Matrix> directions(int from, Arena arena) {
        return Optional.empty();
    }

    /** Releases all memory. */
    @Override
    void close();
}
