package org.setol.spectra.backend;

import java.util.List;
import org.setol.spectra.matrix.Matrix;

/** A backend that computes many equal matrices in less time than one after the other: slices, heads, experts, windows. */
public interface BatchBackend extends SpectrumBackend {

    /**
     * Singular values of each matrix, as {@link #singularValues(Matrix, SpectrumRequest)} would give them; all matrices are
     * <b>destroyed</b>. What goes wrong with one is its own outcome.
     *
     * @param matrices all of the request's shape and precision
     */
    List<SpectrumOutcome> singularValues(List<Matrix> matrices, SpectrumRequest request);
}
