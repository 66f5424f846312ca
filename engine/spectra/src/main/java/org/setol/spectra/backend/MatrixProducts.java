package org.setol.spectra.backend;

import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.setol.spectra.matrix.Matrix;

/**
 * Products of matrices of one precision where they lie, each in the calling thread alone: whoever has several cores multiplies
 * several matrices. Found by {@link ServiceLoader}.
 */
public interface MatrixProducts {

    /** What multiplies: {@code OpenBLAS gemm}. */
    String name();

    /** Whether this machine can run it; never throws. */
    BackendStatus status();

    /** How it compares with others; the highest available is used. */
    int rank();

    /**
     * c = alpha a b + beta c, BLAS's {@code gemm}; with {@code beta} 0 whatever c held is overwritten, NaN included. Equal
     * arguments give equal bits on one machine. 2 m n k operations for a product of m x k and k x n.
     *
     * @param a left factor, or its transpose
     * @param b right factor, or its transpose
     * @param c the result, which shares no memory with a and b
     * @throws IllegalArgumentException when shapes do not fit or precisions differ
     */
    void multiply(double alpha, Factor a, Factor b, double beta, Matrix c);

    /** The best that this machine can run: native where it is there, Java otherwise. */
    static MatrixProducts best() {
        return StreamSupport.stream(ServiceLoader.load(MatrixProducts.class).spliterator(), false)
                .filter(products -> products.status() instanceof BackendStatus.Available)
                .max(Comparator.comparingInt(MatrixProducts::rank))
                .orElseGet(JavaProducts::new);
    }

    /** A matrix as it is or transposed; nothing is moved. */
    record Factor(Matrix matrix, boolean transposed) {

        public static Factor of(Matrix matrix) {
            return new Factor(matrix, false);
        }

        public static Factor transposeOf(Matrix matrix) {
            return new Factor(matrix, true);
        }

        public int rows() {
            return transposed ? matrix.cols() : matrix.rows();
        }

        public int cols() {
            return transposed ? matrix.rows() : matrix.cols();
        }
    }

    /** For implementations: throws unless c = a b has the shape of c and all have one precision. */
    static void requireShapes(Factor a, Factor b, Matrix c) {
        if (a.rows() != c.rows() || a.cols() != b.rows() || b.cols() != c.cols()) {
            throw new IllegalArgumentException("a is " + a.rows() + " x " + a.cols() + ", b " + b.rows() + " x "
                    + b.cols() + ", c " + c.rows() + " x " + c.cols());
        }
        if (a.matrix().precision() != c.precision() || b.matrix().precision() != c.precision()) {
            throw new IllegalArgumentException("a is " + a.matrix().precision().label() + ", b "
                    + b.matrix().precision().label() + ", c " + c.precision().label());
        }
    }
}
