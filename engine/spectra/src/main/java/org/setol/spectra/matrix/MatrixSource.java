package org.setol.spectra.matrix;

import java.util.Optional;

/**
 * Weights as they are stored, from which a {@link Matrix} to compute on is filled, as often as needed: a decomposition
 * destroys its input, and a second route starts from the source again.
 */
public interface MatrixSource {

    int rows();

    int cols();

    /** How the weights are stored. */
    ElementType elementType();

    /**
     * Writes all elements, widened (or rounded) to {@code target.precision()}, into {@code target}.
     *
     * @throws IllegalArgumentException when the shapes differ
     */
    void copyTo(Matrix target);

    /** The way to read it block by block; empty when it can be had as a whole only. */
    default Optional<BlockSource> blocks() {
        return Optional.empty();
    }

    /**
     * The weights, or their transpose, as they lie in native memory; empty where they have gaps there, lie on the heap, or are
     * changed while they are read.
     */
    default Optional<StoredMatrix> stored() {
        return Optional.empty();
    }

    /**
     * Says that it will be read soon, and waits for it: what lies in mapped files gets into the operating system's cache. For a
     * thread that has nothing else to do; an interrupted one returns early.
     *
     * @return bytes that are resident memory of the process from now on: small matrices stay mapped, large ones do not
     */
    default long readAhead() {
        return 0;
    }

    /** Memory that {@link #copyTo} holds beside its target, in bytes. */
    default long scratchBytes() {
        return 0;
    }
}
