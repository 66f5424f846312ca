package org.setol.bindings.lapack;

import static org.setol.bindings.lapack.SegmentPointers.doubles;

import org.bytedeco.openblas.global.openblas_full;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.GramRoutines;
import org.setol.spectra.matrix.Matrix;

/**
 * BLAS {@code dsyrk}, {@code dtrsv}, {@code dsymv} and LAPACK {@code dpotrf}. The lower triangle in row-major order is the
 * upper one in LAPACK's, so that S = L L^T is its U^T U.
 */
public final class LapackGramRoutines implements GramRoutines {

    private static final int COLUMN_MAJOR = openblas_full.CblasColMajor;
    private static final int UPPER = openblas_full.CblasUpper;

    @Override
    public String name() {
        return "lapack";
    }

    @Override
    public BackendStatus status() {
        return OpenBlas.status();
    }

    @Override
    public void gram(Matrix a, Matrix gram, int threads) {
        // Column-major, the matrix is its transpose B = cols x rows: B^T B has the side rows, B B^T the side cols.
        int trans = a.rows() <= a.cols() ? openblas_full.CblasTrans : openblas_full.CblasNoTrans;
        int n = a.rank();
        int k = Math.max(a.rows(), a.cols());
        run(
                threads,
                () -> openblas_full.cblas_dsyrk(
                        COLUMN_MAJOR,
                        UPPER,
                        trans,
                        n,
                        k,
                        1,
                        doubles(a.segment()),
                        a.cols(),
                        0,
                        doubles(gram.segment()),
                        n));
    }

    @Override
    public boolean factor(Matrix symmetric, int threads) {
        int n = symmetric.rows();
        int info = BlasThreads.with(
                threads,
                () -> openblas_full.LAPACKE_dpotrf_work(
                        openblas_full.LAPACK_COL_MAJOR, (byte) 'U', n, doubles(symmetric.segment()), n));
        LapackBackend.requireArgumentsAccepted(info, "dpotrf");
        // A NaN on the way passes for a pivot in some kernels; it ends up in the last one.
        return info == 0 && symmetric.get(n - 1, n - 1) > 0;
    }

    @Override
    public void solve(Matrix factor, Matrix x, int threads) {
        int n = factor.rows();
        run(threads, () -> {
            triangular(openblas_full.CblasTrans, n, factor, x);
            triangular(openblas_full.CblasNoTrans, n, factor, x);
        });
    }

    private static void triangular(int trans, int n, Matrix factor, Matrix x) {
        openblas_full.cblas_dtrsv(
                COLUMN_MAJOR,
                UPPER,
                trans,
                openblas_full.CblasNonUnit,
                n,
                doubles(factor.segment()),
                n,
                doubles(x.segment()),
                1);
    }

    @Override
    public void multiply(Matrix symmetric, Matrix x, Matrix y, int threads) {
        int n = symmetric.rows();
        run(
                threads,
                () -> openblas_full.cblas_dsymv(
                        COLUMN_MAJOR,
                        UPPER,
                        n,
                        1,
                        doubles(symmetric.segment()),
                        n,
                        doubles(x.segment()),
                        1,
                        0,
                        doubles(y.segment()),
                        1));
    }

    private static void run(int threads, Runnable call) {
        BlasThreads.with(threads, () -> {
            call.run();
            return threads;
        });
    }
}
