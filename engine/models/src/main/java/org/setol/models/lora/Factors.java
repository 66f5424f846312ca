package org.setol.models.lora;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.setol.models.Tensor;
import org.setol.spectra.backend.NonFiniteWeights;
import org.setol.spectra.backend.WeightScan;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/** Whether two tensors are the factors of an update, and their matrices. */
final class Factors {

    /** Dense, and convolutions along one and two axes. */
    private static final int MOST_AXES = 4;

    private Factors() {}

    /** Why they are not; empty when they are: A (r, in, kernel...), B (out, r, 1...). */
    static Optional<String> whyNot(Tensor a, Tensor b) {
        if (!a.elementType().isFloating() || !b.elementType().isFloating()) {
            return Optional.of("factors stored as " + a.elementType().label() + " and "
                    + b.elementType().label() + " are no real weights");
        }
        String shapes = "lora_A is " + a.shapeText() + ", lora_B " + b.shapeText();
        if (a.order() != b.order() || a.order() < 2 || a.order() > MOST_AXES) {
            return Optional.of(shapes + ": no factors of a matrix or a convolution along one or two axes");
        }
        if (sizes(a, b).anyMatch(length -> length == 0)) {
            return Optional.of(shapes + ": no elements");
        }
        if (sizes(a, b).anyMatch(length -> length > Integer.MAX_VALUE)) {
            return Optional.of(shapes + ": longer than " + Integer.MAX_VALUE);
        }
        boolean kernelInB = LongStream.of(b.shape()).skip(2).anyMatch(length -> length != 1);
        return a.dim(0) == b.dim(1) && !kernelInB ? Optional.empty() : Optional.of(shapes + ": ranks do not fit");
    }

    private static LongStream sizes(Tensor a, Tensor b) {
        return LongStream.concat(LongStream.of(a.shape()), LongStream.of(b.shape()));
    }

    /** The matrices along the first two axes, one for each kernel position in row-major order. */
    static List<StridedView> slices(Tensor tensor) {
        List<StridedView> slices = new ArrayList<>();
        long height = tensor.order() > 2 ? tensor.dim(2) : 1;
        long width = tensor.order() > 3 ? tensor.dim(3) : 1;
        for (long i = 0; i < height; i++) {
            for (long j = 0; j < width; j++) {
                long offset = (tensor.order() > 2 ? i * tensor.stride(2) : 0)
                        + (tensor.order() > 3 ? j * tensor.stride(3) : 0);
                slices.add(new StridedView(
                        tensor.data(),
                        tensor.elementType(),
                        offset,
                        Math.toIntExact(tensor.dim(0)),
                        Math.toIntExact(tensor.dim(1)),
                        tensor.stride(0),
                        tensor.stride(1)));
            }
        }
        return slices;
    }

    /** How many elements are no numbers, and where the first is; the matrix of their products would hide that. */
    static Optional<String> nonFinite(String name, Tensor tensor) {
        for (StridedView slice : slices(tensor)) {
            try (Arena arena = Arena.ofConfined()) {
                Matrix matrix = Matrix.allocate(arena, slice.rows(), slice.cols(), Precision.FLOAT64);
                slice.copyTo(matrix);
                if (WeightScan.of(matrix) instanceof NonFiniteWeights weights) {
                    return Optional.of(name + ": " + weights.describe());
                }
            }
        }
        return Optional.empty();
    }
}
