package org.setol.analysis;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.report.NamedVector;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.metrics.VectorShape;
import org.setol.spectra.source.StridedView;

/** Vectors that users have in files: WeightWatcher's {@code vector_metrics}. */
public final class VectorFiles {

    private VectorFiles() {}

    /**
     * Measures every vector of a file: one-dimensional arrays, and the rows of two-dimensional ones.
     *
     * @param file .npy, .npz or any other that models are read from
     * @throws ModelException when it cannot be read, or holds something else: what, where, remedy
     */
    public static List<NamedVector> measure(Path file) throws ModelException {
        List<NamedVector> vectors = new ArrayList<>();
        try (ModelFile model = Models.open(file)) {
            if (!model.contents().unread().isEmpty()) {
                ModelContents.Unread unread = model.contents().unread().getFirst();
                throw new ModelException.Unsupported(
                        file, "array " + unread.name() + ": " + unread.reason(), "or leave it out");
            }
            for (Tensor tensor : model.contents().tensors()) {
                requireVectors(file, tensor);
                measure(file, tensor, vectors);
            }
        }
        return vectors;
    }

    private static void requireVectors(Path file, Tensor tensor) throws ModelException {
        String array = "array " + tensor.name();
        if (!tensor.elementType().isFloating()) {
            throw new ModelException.Unsupported(
                    file,
                    array + " holds " + tensor.elementType().label() + ", no real numbers",
                    "save it as float32 or float64");
        }
        if (tensor.order() < 1 || tensor.order() > 2) {
            throw new ModelException.Unsupported(
                    file,
                    array + " has the shape " + tensor.shapeText(),
                    "a vector is a 1-D array, or a row of a 2-D one; reshape it");
        }
        boolean empty = tensor.elements() == 0;
        if (empty || tensor.elements() > Integer.MAX_VALUE) {
            throw new ModelException.Unsupported(
                    file,
                    array + (empty ? " is empty" : " has more than 2^31 - 1 elements"),
                    "leave it out, or save it in pieces");
        }
    }

    private static void measure(Path file, Tensor tensor, List<NamedVector> vectors) throws ModelException {
        int last = tensor.order() - 1;
        int rows = last == 0 ? 1 : Math.toIntExact(tensor.dim(0));
        int length = Math.toIntExact(tensor.dim(last));
        long rowStride = last == 0 ? 0 : tensor.stride(0);
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, 1, length, Precision.FLOAT64);
            for (int row = 0; row < rows; row++) {
                new StridedView(tensor.data(), tensor.elementType(), row * rowStride, 1, length, 0, tensor.stride(last))
                        .copyTo(matrix);
                double[] v = new double[length];
                for (int j = 0; j < length; j++) {
                    v[j] = finite(matrix.get(0, j), file, tensor, row, j);
                }
                vectors.add(new NamedVector(file.toString(), tensor.name(), row, VectorShape.of(v)));
            }
        }
    }

    private static double finite(double value, Path file, Tensor tensor, int row, int j) throws ModelException {
        if (!Double.isFinite(value)) {
            throw new ModelException.Unsupported(
                    file,
                    "array " + tensor.name() + ", row " + row + ", element " + j + " is " + value,
                    "vectors need finite numbers");
        }
        return value;
    }
}
