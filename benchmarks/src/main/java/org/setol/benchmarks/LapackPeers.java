package org.setol.benchmarks;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.openblas.global.openblas_full;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Singular values of an m x n matrix, m >= n, as one would take them from OpenBLAS by hand: {@code syrk}, then one of LAPACK's
 * drivers for eigenvalues without vectors. All arrays are allocated before.
 */
abstract class LapackPeers implements AutoCloseable {

    private static final int COLUMNS = openblas_full.LAPACK_COL_MAJOR;
    private static final byte VALUES = 'N';
    private static final byte ALL = 'A';
    private static final byte LOWER = 'L';

    final int m;
    final int n;
    final IntPointer found = new IntPointer(1);
    final IntPointer support;

    private LapackPeers(Matrix a) {
        m = a.rows();
        n = a.cols();
        support = new IntPointer(2L * n);
    }

    /** Keeps a copy of the matrix. */
    static LapackPeers of(Matrix a) {
        return a.precision() == Precision.FLOAT32 ? new Singles(a) : new Doubles(a);
    }

    abstract void gram();

    /** LAPACK's {@code info}. */
    abstract int eigenvalues(String driver);

    abstract double largest();

    /**
     * The largest singular value, by {@code syevd}, {@code syevr}, {@code syevd_2stage} or {@code syevr_2stage}.
     *
     * @throws IllegalStateException when it does not converge
     */
    final double run(String driver, int threads) {
        openblas_full.blas_set_num_threads(threads);
        gram();
        int info = eigenvalues(driver);
        if (info != 0) {
            throw new IllegalStateException(driver + " ends with info = " + info);
        }
        return Math.sqrt(largest());
    }

    @Override
    public void close() {
        found.close();
        support.close();
    }

    static IllegalArgumentException unknown(String driver) {
        return new IllegalArgumentException("no such driver: " + driver);
    }

    private static final class Singles extends LapackPeers {

        private final FloatPointer a;
        private final FloatPointer gram;
        private final FloatPointer values;

        Singles(Matrix from) {
            super(from);
            float[] copy = new float[m * n];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (float) from.get(i / n, i % n);
            }
            a = new FloatPointer(copy);
            gram = new FloatPointer((long) n * n);
            values = new FloatPointer(n);
        }

        @Override
        void gram() {
            openblas_full.cblas_ssyrk(
                    openblas_full.CblasColMajor,
                    openblas_full.CblasLower,
                    openblas_full.CblasNoTrans,
                    n,
                    m,
                    1,
                    a,
                    n,
                    0,
                    gram,
                    n);
        }

        @Override
        int eigenvalues(String driver) {
            return switch (driver) {
                case "syevd" -> openblas_full.LAPACKE_ssyevd(COLUMNS, VALUES, LOWER, n, gram, n, values);
                case "syevd_2stage" -> openblas_full.LAPACKE_ssyevd_2stage(COLUMNS, VALUES, LOWER, n, gram, n, values);
                case "syevr" ->
                    openblas_full.LAPACKE_ssyevr(
                            COLUMNS, VALUES, ALL, LOWER, n, gram, n, 0, 0, 0, 0, 0, found, values, gram, n, support);
                case "syevr_2stage" ->
                    openblas_full.LAPACKE_ssyevr_2stage(
                            COLUMNS, VALUES, ALL, LOWER, n, gram, n, 0, 0, 0, 0, 0, found, values, gram, n, support);
                default -> throw unknown(driver);
            };
        }

        @Override
        double largest() {
            return values.get(n - 1L);
        }

        @Override
        public void close() {
            super.close();
            a.close();
            gram.close();
            values.close();
        }
    }

    private static final class Doubles extends LapackPeers {

        private final DoublePointer a;
        private final DoublePointer gram;
        private final DoublePointer values;

        Doubles(Matrix from) {
            super(from);
            double[] copy = new double[m * n];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = from.get(i / n, i % n);
            }
            a = new DoublePointer(copy);
            gram = new DoublePointer((long) n * n);
            values = new DoublePointer(n);
        }

        @Override
        void gram() {
            openblas_full.cblas_dsyrk(
                    openblas_full.CblasColMajor,
                    openblas_full.CblasLower,
                    openblas_full.CblasNoTrans,
                    n,
                    m,
                    1,
                    a,
                    n,
                    0,
                    gram,
                    n);
        }

        @Override
        int eigenvalues(String driver) {
            return switch (driver) {
                case "syevd" -> openblas_full.LAPACKE_dsyevd(COLUMNS, VALUES, LOWER, n, gram, n, values);
                case "syevd_2stage" -> openblas_full.LAPACKE_dsyevd_2stage(COLUMNS, VALUES, LOWER, n, gram, n, values);
                case "syevr" ->
                    openblas_full.LAPACKE_dsyevr(
                            COLUMNS, VALUES, ALL, LOWER, n, gram, n, 0, 0, 0, 0, 0, found, values, gram, n, support);
                case "syevr_2stage" ->
                    openblas_full.LAPACKE_dsyevr_2stage(
                            COLUMNS, VALUES, ALL, LOWER, n, gram, n, 0, 0, 0, 0, 0, found, values, gram, n, support);
                default -> throw unknown(driver);
            };
        }

        @Override
        double largest() {
            return values.get(n - 1L);
        }

        @Override
        public void close() {
            super.close();
            a.close();
            gram.close();
            values.close();
        }
    }
}
