package org.setol.bindings.lapack;

import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_full.CblasTrans;
import static org.setol.bindings.lapack.SegmentPointers.doubles;
import static org.setol.bindings.lapack.SegmentPointers.floats;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_full;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * OpenBLAS's {@code sgemm} and {@code dgemm} with one thread. Float32 products of a few rows, which a training step with small batches is made of,
 * go row by row to {@code sgemv} and {@code sger}: they are bound by memory, and sgemm packs a whole factor into panels for
 * every call. An epoch of MNIST through 784-300-100-10 takes 2.7 to 3.3 s of a core that way at batches up to 4; by sgemm it
 * takes 8.8 s at 2, 4.5 s at 4 and 2.8 s at 8.
 */
public final class BlasProducts implements MatrixProducts {

    private static final int NATIVE = 100;

    /** Rows up to which vectors are faster than panels, see above. */
    private static final int FEW = 4;

    @Override
    public String name() {
        return "OpenBLAS gemm";
    }

    @Override
    public BackendStatus status() {
        return OpenBlas.status();
    }

    @Override
    public int rank() {
        return NATIVE;
    }

    @Override
    public void multiply(double alpha, Factor a, Factor b, double beta, Matrix c) {
        MatrixProducts.requireShapes(a, b, c);
        if (c.size() == 0) {
            return;
        }
        BlasThreads.with(1, () -> {
            if (c.precision() == Precision.FLOAT64) {
                doubleProduct(alpha, a, b, beta, c);
            } else {
                singleProduct((float) alpha, a, b, (float) beta, c);
            }
            return c;
        });
    }

    private static void singleProduct(float alpha, Factor a, Factor b, float beta, Matrix c) {
        if (c.rows() <= FEW && !a.transposed()) {
            rowsTimesMatrix(alpha, a.matrix(), b, beta, c);
        } else if (a.cols() <= FEW && a.transposed() && !b.transposed() && beta == 1) {
            addOuterProducts(alpha, a.matrix(), b.matrix(), c);
        } else {
            product(alpha, a, b, beta, c);
        }
    }

    private static void product(float alpha, Factor a, Factor b, float beta, Matrix c) {
        openblas_full.cblas_sgemm(
                CblasRowMajor,
                a.transposed() ? CblasTrans : CblasNoTrans,
                b.transposed() ? CblasTrans : CblasNoTrans,
                c.rows(),
                c.cols(),
                a.cols(),
                alpha,
                floats(a.matrix().segment()),
                a.matrix().cols(),
                floats(b.matrix().segment()),
                b.matrix().cols(),
                beta,
                floats(c.segment()),
                c.cols());
    }

    private static void doubleProduct(double alpha, Factor a, Factor b, double beta, Matrix c) {
        openblas_full.cblas_dgemm(
                CblasRowMajor,
                a.transposed() ? CblasTrans : CblasNoTrans,
                b.transposed() ? CblasTrans : CblasNoTrans,
                c.rows(),
                c.cols(),
                a.cols(),
                alpha,
                doubles(a.matrix().segment()),
                a.matrix().cols(),
                doubles(b.matrix().segment()),
                b.matrix().cols(),
                beta,
                doubles(c.segment()),
                c.cols());
    }

    /** Each row c = a b is c' = b' a'. */
    private static void rowsTimesMatrix(float alpha, Matrix a, Factor b, float beta, Matrix c) {
        Matrix matrix = b.matrix();
        for (int i = 0; i < c.rows(); i++) {
            openblas_full.cblas_sgemv(
                    CblasRowMajor,
                    b.transposed() ? CblasNoTrans : CblasTrans,
                    matrix.rows(),
                    matrix.cols(),
                    alpha,
                    floats(matrix.segment()),
                    matrix.cols(),
                    row(a, i),
                    1,
                    beta,
                    row(c, i),
                    1);
        }
    }

    /** c += alpha a' b, one row of a and b after the other. */
    private static void addOuterProducts(float alpha, Matrix a, Matrix b, Matrix c) {
        for (int k = 0; k < a.rows(); k++) {
            openblas_full.cblas_sger(
                    CblasRowMajor,
                    c.rows(),
                    c.cols(),
                    alpha,
                    row(a, k),
                    1,
                    row(b, k),
                    1,
                    floats(c.segment()),
                    c.cols());
        }
    }

    private static FloatPointer row(Matrix matrix, int i) {
        return floats(matrix.elements((long) i * matrix.cols(), matrix.cols()).segment());
    }
}
