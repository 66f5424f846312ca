package org.setol.models;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.setol.spectra.matrix.ElementType;

/**
 * A named tensor in a model file: a view of mapped bytes, nothing copied.
 *
 * @param name as the file names it: {@code encoder.layer.0.attention.query.weight}
 * @param path where a graph uses it, e.g. the ONNX node {@code /encoder/layer.0/attention/query/MatMul}; empty where the
 *     format has no graph
 * @param operator the operator that consumes it, e.g. {@code MatMul}, {@code Gather}, {@code Conv}; empty when unknown
 * @param elementType how the numbers are stored
 * @param shape length of every axis; empty for a scalar
 * @param strides distance between neighbours along every axis, in elements, non-negative
 * @param data the bytes of exactly the elements that shape and strides reach (or more); little-endian. The first
 *     element is at byte 0. Valid until the {@link ModelFile} is closed
 */
public record Tensor(
        String name,
        String path,
        String operator,
        ElementType elementType,
        long[] shape,
        long[] strides,
        MemorySegment data) {

    public Tensor {
        if (shape.length != strides.length) {
            throw new IllegalArgumentException(shape.length + " axes, " + strides.length + " strides");
        }
        shape = shape.clone();
        strides = strides.clone();
    }

    /** A tensor without a graph, stored row-major (last axis contiguous). */
    public static Tensor rowMajor(String name, ElementType elementType, long[] shape, MemorySegment data) {
        return new Tensor(name, "", "", elementType, shape, rowMajorStrides(shape), data);
    }

    /** Strides of a row-major tensor of this shape. */
    public static long[] rowMajorStrides(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape[axis]);
        }
        return strides;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public long[] strides() {
        return strides.clone();
    }

    /** Number of axes. */
    public int order() {
        return shape.length;
    }

    /** Length of one axis. */
    public long dim(int axis) {
        return shape[axis];
    }

    /** Distance between neighbours along one axis, in elements. */
    public long stride(int axis) {
        return strides[axis];
    }

    /** Product of the shape; 1 for a scalar. */
    public long elements() {
        return LongStream.of(shape).reduce(1, Math::multiplyExact);
    }

    /** What its elements take, without gaps. */
    public long bytes() {
        return Math.multiplyExact(elements(), (long) elementType.bytes());
    }

    /** {@code 384x1536}; {@code scalar} for a tensor without axes. */
    public String shapeText() {
        return shape.length == 0
                ? "scalar"
                : LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t
                && name.equals(t.name)
                && path.equals(t.path)
                && operator.equals(t.operator)
                && elementType == t.elementType
                && Arrays.equals(shape, t.shape)
                && Arrays.equals(strides, t.strides)
                && data.equals(t.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, elementType, Arrays.hashCode(shape));
    }

    @Override
    public String toString() {
        return name + " " + elementType.label() + " " + shapeText();
    }
}
