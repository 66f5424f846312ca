package org.setol.bindings.lapack;

import static org.setol.bindings.lapack.SegmentPointers.doubles;
import static org.setol.bindings.lapack.SegmentPointers.ints;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas_full;
import org.setol.bindings.lapack.LapackBackend.Workspace;

/** The routines in double precision. */
final class DoubleRoutines implements Routines {

    private static final byte UPPER = 'U';

    // Singular vectors are not asked for, so LAPACK does not look at where they would go.
    private static final DoublePointer NONE = new DoublePointer();

    @Override
    public String name(String routine) {
        return "d" + routine;
    }

    @Override
    public double get(MemorySegment values, long index) {
        return values.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
    }

    @Override
    public int gesdd(
            int m, int n, MemorySegment a, MemorySegment s, MemorySegment work, int lwork, MemorySegment iwork) {
        return openblas_full.LAPACKE_dgesdd_work(
                COLUMN_MAJOR,
                VALUES_ONLY,
                m,
                n,
                doubles(a),
                m,
                doubles(s),
                NONE,
                1,
                NONE,
                1,
                doubles(work),
                lwork,
                ints(iwork));
    }

    @Override
    public int gesddVectors(
            int m,
            int n,
            MemorySegment a,
            MemorySegment s,
            MemorySegment basis,
            MemorySegment work,
            int lwork,
            MemorySegment iwork) {
        // Both point to the basis: LAPACK fills the one of the shorter side and does not look at the other.
        return openblas_full.LAPACKE_dgesdd_work(
                COLUMN_MAJOR,
                LONGER_IN_PLACE,
                m,
                n,
                doubles(a),
                m,
                doubles(s),
                doubles(basis),
                m,
                doubles(basis),
                n,
                doubles(work),
                lwork,
                ints(iwork));
    }

    @Override
    public int gesvd(int m, int n, MemorySegment a, MemorySegment s, MemorySegment work, int lwork) {
        return openblas_full.LAPACKE_dgesvd_work(
                COLUMN_MAJOR,
                VALUES_ONLY,
                VALUES_ONLY,
                m,
                n,
                doubles(a),
                m,
                doubles(s),
                NONE,
                1,
                NONE,
                1,
                doubles(work),
                lwork);
    }

    @Override
    public void syrk(boolean transposed, int n, int k, MemorySegment a, int lda, double beta, MemorySegment c) {
        int trans = transposed ? openblas_full.CblasTrans : openblas_full.CblasNoTrans;
        openblas_full.cblas_dsyrk(
                COLUMN_MAJOR, openblas_full.CblasLower, trans, n, k, 1, doubles(a), lda, beta, doubles(c), n);
    }

    @Override
    public int syevd(
            byte vectors,
            int n,
            MemorySegment a,
            MemorySegment w,
            MemorySegment work,
            int lwork,
            MemorySegment iwork,
            int liwork) {
        return openblas_full.LAPACKE_dsyevd_work(
                COLUMN_MAJOR, vectors, LOWER, n, doubles(a), n, doubles(w), doubles(work), lwork, ints(iwork), liwork);
    }

    @Override
    public int sytrd(
            int n,
            MemorySegment a,
            MemorySegment diagonal,
            MemorySegment beside,
            MemorySegment tau,
            MemorySegment work,
            int lwork) {
        return openblas_full.LAPACKE_dsytrd_work(
                COLUMN_MAJOR,
                LOWER,
                n,
                doubles(a),
                n,
                doubles(diagonal),
                doubles(beside),
                doubles(tau),
                doubles(work),
                lwork);
    }

    @Override
    public int ormtr(int n, int k, MemorySegment a, MemorySegment tau, MemorySegment c, MemorySegment work, int lwork) {
        return openblas_full.LAPACKE_dormtr_work(
                COLUMN_MAJOR,
                FROM_LEFT,
                LOWER,
                PLAIN,
                n,
                k,
                doubles(a),
                n,
                doubles(tau),
                doubles(c),
                n,
                doubles(work),
                lwork);
    }

    /** Eigenvalues of a symmetric tridiagonal matrix, ascending into its diagonal; e is destroyed. Returns info. */
    static int sterf(int n, MemorySegment d, MemorySegment e) {
        return openblas_full.LAPACKE_dsterf_work(n, doubles(d), doubles(e));
    }

    /**
     * Singular values of an upper bidiagonal matrix, descending into its diagonal; e, beside it, is destroyed. Without vectors
     * this is dqds (Fernando and Parlett 1994, Numer. Math. 67), with {@code 4 n} elements of scratch. Returns info.
     */
    static int bdsqr(int n, MemorySegment d, MemorySegment e, MemorySegment work) {
        return openblas_full.LAPACKE_dbdsqr_work(
                COLUMN_MAJOR, UPPER, n, 0, 0, 0, doubles(d), doubles(e), NONE, 1, NONE, 1, NONE, 1, doubles(work));
    }

    /**
     * Unit eigenvectors of a symmetric tridiagonal matrix' eigenvalues from the {@code from}-th smallest on, one after the other
     * into {@code vectors}. Returns info.
     */
    static int stemr(double[] diagonal, double[] beside, int from, MemorySegment vectors, Workspace workspace) {
        int n = diagonal.length;
        MemorySegment d = workspace.doubles(n);
        MemorySegment e = workspace.doubles(n);
        MemorySegment.copy(diagonal, 0, d, ValueLayout.JAVA_DOUBLE, 0, n);
        MemorySegment.copy(beside, 0, e, ValueLayout.JAVA_DOUBLE, 0, n - 1);
        MemorySegment found = workspace.ints(1);
        MemorySegment tryRelative = workspace.ints(1);
        MemorySegment support = workspace.ints(2L * (n - from));
        int numbers = 18 * n;
        int integers = 10 * n;
        return openblas_full.LAPACKE_dstemr_work(
                COLUMN_MAJOR,
                WITH_VECTORS,
                BY_INDEX,
                n,
                doubles(d),
                doubles(e),
                0,
                0,
                from + 1,
                n,
                ints(found),
                doubles(workspace.doubles(n)),
                doubles(vectors),
                n,
                n - from,
                ints(support),
                ints(tryRelative),
                doubles(workspace.doubles(numbers)),
                numbers,
                ints(workspace.ints(integers)),
                integers);
    }

    @Override
    public int geqrt(int m, int n, MemorySegment a, int lda, MemorySegment t, MemorySegment work) {
        int k = Math.min(m, n);
        return openblas_full.LAPACKE_dgeqrt_work(COLUMN_MAJOR, m, n, k, doubles(a), lda, doubles(t), k, doubles(work));
    }

    @Override
    public void transpose(int m, int n, MemorySegment a, int lda, MemorySegment to) {
        openblas_full.cblas_domatcopy(COLUMN_MAJOR, openblas_full.CblasTrans, m, n, 1, doubles(a), lda, doubles(to), n);
    }

    @Override
    public void symm(int k, int m, MemorySegment a, int lda, MemorySegment b, MemorySegment c) {
        openblas_full.cblas_dsymm(
                COLUMN_MAJOR,
                openblas_full.CblasRight,
                openblas_full.CblasLower,
                k,
                m,
                1,
                doubles(a),
                lda,
                doubles(b),
                k,
                0,
                doubles(c),
                k);
    }

    @Override
    public void syr2k(int m, int k, MemorySegment v, MemorySegment w, MemorySegment c, int ldc) {
        openblas_full.cblas_dsyr2k(
                COLUMN_MAJOR,
                openblas_full.CblasLower,
                openblas_full.CblasTrans,
                m,
                k,
                -1,
                doubles(v),
                k,
                doubles(w),
                k,
                1,
                doubles(c),
                ldc);
    }

    @Override
    public void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            int lda,
            MemorySegment b,
            int ldb,
            double beta,
            MemorySegment c,
            int ldc) {
        openblas_full.cblas_dgemm(
                COLUMN_MAJOR,
                transposeA ? openblas_full.CblasTrans : openblas_full.CblasNoTrans,
                transposeB ? openblas_full.CblasTrans : openblas_full.CblasNoTrans,
                m,
                n,
                k,
                alpha,
                doubles(a),
                lda,
                doubles(b),
                ldb,
                beta,
                doubles(c),
                ldc);
    }

    @Override
    public int potrf(int n, MemorySegment a) {
        return openblas_full.LAPACKE_dpotrf_work(COLUMN_MAJOR, LOWER, n, doubles(a), n);
    }

    @Override
    public void trsv(boolean transposed, int n, MemorySegment a, MemorySegment x) {
        openblas_full.cblas_dtrsv(
                COLUMN_MAJOR,
                openblas_full.CblasLower,
                transposed ? openblas_full.CblasTrans : openblas_full.CblasNoTrans,
                openblas_full.CblasNonUnit,
                n,
                doubles(a),
                n,
                doubles(x),
                1);
    }

    @Override
    public void set(MemorySegment values, long index, double value) {
        values.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
    }

    @Override
    public double largestMagnitude(int n, MemorySegment x) {
        return Math.abs(get(x, openblas_full.cblas_idamax(n, doubles(x), 1)));
    }

    @Override
    public void scale(int n, double factor, MemorySegment x) {
        openblas_full.cblas_dscal(n, factor, doubles(x), 1);
    }
}
