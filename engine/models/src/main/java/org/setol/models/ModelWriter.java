package org.setol.models;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Takes a model's tensors one by one, in the order announced when it was opened. What is written appears whole on {@link
 * #commit}, or not at all.
 */
public interface ModelWriter extends AutoCloseable {

    /**
     * Writes the whole next tensor.
     *
     * @param bytes its elements, row-major, little-endian
     * @throws IllegalArgumentException when they are not as many as announced
     */
    void write(MemorySegment bytes) throws IOException;

    /**
     * Writes the whole next tensor as it is stored elsewhere; its name does not matter.
     *
     * @throws IllegalArgumentException when type and shape are not those announced
     */
    void write(Tensor tensor) throws IOException;

    /**
     * Puts the finished model in its place.
     *
     * @throws IllegalStateException when tensors are missing
     */
    void commit() throws IOException;

    /** Without {@link #commit}, leaves nothing behind. */
    @Override
    void close();
}
