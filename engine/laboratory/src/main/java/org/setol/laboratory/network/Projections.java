package org.setol.laboratory.network;

import java.lang.foreign.Arena;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.backend.SingularVectors;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.VectorBackends;
import org.setol.spectra.backend.VectorDriver;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/**
 * Projections onto the leading left singular vectors of a layer's weights: U_k U_k'. The vectors are found once and serve
 * for every k.
 *
 * @param products multiplies
 * @param left one unit vector a row, of ascending singular values, float64
 */
public record Projections(MatrixProducts products, Matrix left) {

    /**
     * Of a layer, in float64.
     *
     * @param arena of the vectors
     * @throws ArithmeticException when no backend finds the vectors
     */
    public static Projections of(Dense layer, VectorBackends backends, MatrixProducts products, Arena arena) {
        Matrix weights = layer.weights();
        SpectrumRequest request = new SpectrumRequest(weights.rows(), weights.cols(), Precision.FLOAT64, 1);
        StridedView source =
                StridedView.rowMajor(weights.segment(), ElementType.FLOAT32, weights.rows(), weights.cols());
        return switch (VectorDriver.decompose(
                source, backends.route(BackendChoice.Auto.FAST, Accuracy.FAST, request), arena)) {
            case SpectrumFailure failure -> throw new ArithmeticException(layer.name() + ": " + failure.detail());
            case SingularVectors found ->
                new Projections(
                        products,
                        weights.rows() <= weights.cols()
                                ? found.basis()
                                : left(source, found.basis(), products, arena));
        };
    }

    /** Left vectors from right ones: u = W v, of length 1 again, or 0 where W v is. */
    private static Matrix left(StridedView source, Matrix right, MatrixProducts products, Arena arena) {
        Matrix left = Matrix.allocate(arena, right.rows(), source.rows(), Precision.FLOAT64);
        try (Arena space = Arena.ofConfined()) {
            Matrix weights = Matrix.allocate(space, source.rows(), source.cols(), Precision.FLOAT64);
            source.copyTo(weights);
            products.multiply(1, Factor.of(right), Factor.transposeOf(weights), 0, left);
        }
        for (int k = 0; k < left.rows(); k++) {
            normalise(left, k);
        }
        return left;
    }

    private static void normalise(Matrix matrix, int row) {
        double squares = 0;
        for (int j = 0; j < matrix.cols(); j++) {
            squares += matrix.get(row, j) * matrix.get(row, j);
        }
        double length = Math.sqrt(squares);
        for (int j = 0; j < matrix.cols() && length > 0; j++) {
            matrix.set(row, j, matrix.get(row, j) / length);
        }
    }

    /** Onto the {@code count} leading vectors: symmetric, float32, outputs x outputs. */
    public Matrix leading(int count, Arena arena) {
        int n = left.cols();
        Matrix projection = Matrix.allocate(arena, n, n, Precision.FLOAT32);
        try (Arena space = Arena.ofConfined()) {
            Matrix exact = Matrix.allocate(space, n, n, Precision.FLOAT64);
            long first = (long) (left.rows() - count) * n * Double.BYTES;
            Matrix kept = new Matrix(left.segment().asSlice(first), count, n, Precision.FLOAT64);
            products.multiply(1, Factor.transposeOf(kept), Factor.of(kept), 0, exact);
            StridedView.rowMajor(exact.segment(), ElementType.FLOAT64, n, n).copyTo(projection);
        }
        return projection;
    }
}
