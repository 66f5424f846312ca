package org.setol.models;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;
import org.setol.spectra.matrix.ElementType;

/**
 * A tensor that is to be written, row-major.
 *
 * @param name unique in its model
 * @param elementType how its numbers are stored
 * @param shape length of every axis, not negative; empty for a scalar
 */
public record TensorSpec(String name, ElementType elementType, long[] shape) {

    public TensorSpec {
        shape = shape.clone();
        if (LongStream.of(shape).anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException(name + " has the shape " + Shapes.text(shape));
        }
    }

    /** A tensor as it is stored, row-major if it is not yet. */
    public static TensorSpec of(Tensor tensor) {
        return new TensorSpec(tensor.name(), tensor.elementType(), tensor.shape());
    }

    /** The same with its numbers stored otherwise. */
    public TensorSpec as(ElementType type) {
        return new TensorSpec(name, type, shape);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Length in the file. */
    public long bytes() {
        return LongStream.of(shape).reduce(elementType.bytes(), Math::multiplyExact);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorSpec spec
                && name.equals(spec.name)
                && elementType == spec.elementType
                && Arrays.equals(shape, spec.shape);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, elementType, Arrays.hashCode(shape));
    }

    @Override
    public String toString() {
        return name + " " + elementType.label() + " " + Shapes.text(shape);
    }
}
