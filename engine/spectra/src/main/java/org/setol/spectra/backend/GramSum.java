package org.setol.spectra.backend;

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

    /** Releases all memory. */
    @Override
    void close();
}
