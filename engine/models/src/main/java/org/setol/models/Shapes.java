package org.setol.models;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Shapes as files state them: not yet believed. */
public final class Shapes {

    private Shapes() {}

    /**
     * The number of elements.
     *
     * @param file for the message
     * @param name the tensor's, for the message
     * @param shape lengths of the axes
     * @throws ModelException.Malformed when an axis is negative, or the product (empty axes taken as 1, as strides take
     *     them) exceeds 63 bits
     */
    public static long elements(MappedFile file, String name, long[] shape) throws ModelException {
        long product = 1;
        boolean empty = false;
        for (long axis : shape) {
            if (axis < 0 || Math.multiplyHigh(product, Math.max(1, axis)) != 0 || product * Math.max(1, axis) < 0) {
                throw new ModelException.Malformed(
                        file.path(), "tensor " + Quoted.of(name) + " has the impossible shape " + text(shape));
            }
            product *= Math.max(1, axis);
            empty |= axis == 0;
        }
        return empty ? 0 : product;
    }

    /** {@code [384, 1536]}, shortened where a file states a great many axes. */
    public static String text(long[] shape) {
        String axes = LongStream.of(shape).limit(16).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return "[" + axes + (shape.length > 16 ? ", ..." : "") + "]";
    }
}
