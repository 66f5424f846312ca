package org.setol.spectra.source;

import java.lang.foreign.Arena;
import org.setol.spectra.backend.TriangularFactor;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * The core of a low-rank product: with the QR factorisations left = Q R and right' = P S, scale * left * right = Q (scale
 * R S') P', so that {@code scale R S'} has the product's singular values but for its exact zeros. At most r x r where the
 * product is m x n.
 *
 * <p>Householder QR, in float64: the values are those of the product to a small multiple of r eps64 scale ||left||
 * ||right||, as accurate as those of the product formed in float64. Cost: 2 (m + n) r^2 + r^3.
 *
 * @param product the product
 */
public record ProductCore(LowRankProduct product) implements MatrixSource {

    /** min(m, r). */
    @Override
    public int rows() {
        return Math.min(product.rows(), product.rank());
    }

    /** min(n, r). */
    @Override
    public int cols() {
        return Math.min(product.cols(), product.rank());
    }

    /** What it is computed in. */
    @Override
    public ElementType elementType() {
        return ElementType.FLOAT64;
    }

    /** Both factors, once in native memory and once on the heap. */
    @Override
    public long scratchBytes() {
        return 2 * product.scratchBytes();
    }

    @Override
    public long readAhead() {
        return product.readAhead();
    }

    @Override
    public void copyTo(Matrix target) {
        target.requireShape(rows(), cols());
        double[][] r = triangle(product.left());
        double[][] s = triangle(product.right().transpose());
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < cols(); j++) {
                target.set(i, j, product.scale() * dot(r[i], s[j]));
            }
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }

    private static double[][] triangle(StridedView factor) {
        double[][] rows = new double[factor.rows()][factor.cols()];
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, factor.rows(), factor.cols(), Precision.FLOAT64);
            factor.copyTo(matrix);
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < rows[i].length; j++) {
                    rows[i][j] = matrix.get(i, j);
                }
            }
        }
        return TriangularFactor.of(rows);
    }
}
