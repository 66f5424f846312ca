package org.setol.laboratory.data;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.Matrix;

/**
 * Inputs with their classes.
 *
 * @param inputs float32, one row per example
 * @param labels class of each, from 0; not copied
 */
public record Examples(Matrix inputs, byte[] labels) {

    public Examples {
        if (inputs.rows() != labels.length) {
            throw new IllegalArgumentException(inputs.rows() + " inputs, " + labels.length + " labels");
        }
    }

    public int size() {
        return labels.length;
    }

    /** The inputs from {@code from} on, as a matrix over the same memory. */
    public Matrix rows(int from, int count) {
        long rowBytes = (long) inputs.cols() * inputs.precision().bytes();
        MemorySegment rows = inputs.segment().asSlice(from * rowBytes, count * rowBytes);
        return new Matrix(rows, count, inputs.cols(), inputs.precision());
    }
}
