package org.setol.spectra.backend;

/** A backend that can take a matrix panel by panel, through the Gram matrix of its shorter side. */
public interface PanelBackend extends SpectrumBackend {

    /**
     * Starts with a Gram matrix of zeros. What {@link #workspaceBytes} counts is allocated here and in {@link
     * GramSum#singularValues}, and released with the sum, which belongs to the calling thread.
     *
     * @param request of the whole matrix
     * @param exponent the matrix is multiplied by 2^exponent, its values divided by it again
     * @throws IllegalStateException when {@link #status()} is not available
     */
    GramSum begin(SpectrumRequest request, int exponent);
}
