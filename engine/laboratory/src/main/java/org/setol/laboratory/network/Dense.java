package org.setol.laboratory.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * A fully connected layer: x goes to W x + b.
 *
 * @param name {@code fc1}, {@code fc2}, {@code out}
 * @param weights W, float32, one row per output
 * @param bias b, float32, one row
 */
public record Dense(String name, Matrix weights, Matrix bias) {

    public Dense {
        if (weights.rows() != bias.cols()) {
            throw new IllegalArgumentException(name + ": " + weights.rows() + " outputs, " + bias.cols() + " biases");
        }
    }

    /** Of zeros. */
    static Dense allocate(Arena arena, String name, int inputs, int outputs) {
        return new Dense(
                name,
                Matrix.allocate(arena, outputs, inputs, Precision.FLOAT32),
                Matrix.allocate(arena, 1, outputs, Precision.FLOAT32));
    }

    public int inputs() {
        return weights.cols();
    }

    public int outputs() {
        return weights.rows();
    }

    /** A layer of its own with the same numbers. */
    Dense copy(Arena arena) {
        Dense copy = allocate(arena, name, inputs(), outputs());
        copy.take(this);
        return copy;
    }

    /** Takes the numbers of another layer of the same shape. */
    void take(Dense other) {
        MemorySegment.copy(other.weights.segment(), 0, weights.segment(), 0, weights.size() * Float.BYTES);
        MemorySegment.copy(other.bias.segment(), 0, bias.segment(), 0, bias.size() * Float.BYTES);
    }
}
