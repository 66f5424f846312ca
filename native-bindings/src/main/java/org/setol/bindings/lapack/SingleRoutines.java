package org.setol.bindings.lapack;

import static org.setol.bindings.lapack.SegmentPointers.floats;
import static org.setol.bindings.lapack.SegmentPointers.ints;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_full;

/** The routines in single precision. */
final class SingleRoutines implements Routines {

    // Singular vectors are not asked for, so LAPACK does not look at where they would go.
    private static final FloatPointer NONE = new FloatPointer();

    @Override
    public String name(String routine) {
        return "s" + routine;
    }

    @Override
    public double get(MemorySegment values, long index) {
        return values.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    @Override
    public int gesdd(
            int m, int n, MemorySegment a, MemorySegment s, MemorySegment work, int lwork, MemorySegment iwork) {
        return openblas_full.LAPACKE_sgesdd_work(
                COLUMN_MAJOR,
                VALUES_ONLY,
                m,
                n,
                floats(a),
                m,
                floats(s),
                NONE,
                1,
                NONE,
                1,
                floats(work),
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
        return openblas_full.LAPACKE_sgesdd_work(
                COLUMN_MAJOR,
                LONGER_IN_PLACE,
                m,
                n,
                floats(a),
                m,
                floats(s),
                floats(basis),
                m,
                floats(basis),
                n,
                floats(work),
                lwork,
                ints(iwork));
    }

    @Override
    public int gesvd(int m, int n, MemorySegment a, MemorySegment s, MemorySegment work, int lwork) {
        return openblas_full.LAPACKE_sgesvd_work(
                COLUMN_MAJOR,
                VALUES_ONLY,
                VALUES_ONLY,
                m,
                n,
                floats(a),
                m,
                floats(s),
                NONE,
                1,
                NONE,
                1,
                floats(work),
                lwork);
    }

    @Override
    public void syrk(boolean transposed, int n, int k, MemorySegment a, int lda, double beta, MemorySegment c) {
        int trans = transposed ? openblas_full.CblasTrans : openblas_full.CblasNoTrans;
        openblas_full.cblas_ssyrk(
                COLUMN_MAJOR, openblas_full.CblasLower, trans, n, k, 1, floats(a), lda, (float) beta, floats(c), n);
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
        return openblas_full.LAPACKE_ssyevd_work(
                COLUMN_MAJOR, vectors, LOWER, n, floats(a), n, floats(w), floats(work), lwork, ints(iwork), liwork);
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
        return openblas_full.LAPACKE_ssytrd_work(
                COLUMN_MAJOR,
                LOWER,
                n,
                floats(a),
                n,
                floats(diagonal),
                floats(beside),
                floats(tau),
                floats(work),
                lwork);
    }

    @Override
    public int ormtr(int n, int k, MemorySegment a, MemorySegment tau, MemorySegment c, MemorySegment work, int lwork) {
        return openblas_full.LAPACKE_sormtr_work(
                COLUMN_MAJOR,
                FROM_LEFT,
                LOWER,
                PLAIN,
                n,
                k,
                floats(a),
                n,
                floats(tau),
                floats(c),
                n,
                floats(work),
                lwork);
    }

    @Override
    public int geqrt(int m, int n, MemorySegment a, int lda, MemorySegment t, MemorySegment work) {
        int k = Math.min(m, n);
        return openblas_full.LAPACKE_sgeqrt_work(COLUMN_MAJOR, m, n, k, floats(a), lda, floats(t), k, floats(work));
    }

    @Override
    public void transpose(int m, int n, MemorySegment a, int lda, MemorySegment to) {
        openblas_full.cblas_somatcopy(COLUMN_MAJOR, openblas_full.CblasTrans, m, n, 1, floats(a), lda, floats(to), n);
    }

    @Override
    public void symm(int k, int m, MemorySegment a, int lda, MemorySegment b, MemorySegment c) {
        openblas_full.cblas_ssymm(
                COLUMN_MAJOR,
                openblas_full.CblasRight,
                openblas_full.CblasLower,
                k,
                m,
                1,
                floats(a),
                lda,
                floats(b),
                k,
                0,
                floats(c),
                k);
    }

    @Override
    public void syr2k(int m, int k, MemorySegment v, MemorySegment w, MemorySegment c, int ldc) {
        openblas_full.cblas_ssyr2k(
                COLUMN_MAJOR,
                openblas_full.CblasLower,
                openblas_full.CblasTrans,
                m,
                k,
                -1,
                floats(v),
                k,
                floats(w),
                k,
                1,
                floats(c),
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
        openblas_full.cblas_sgemm(
                COLUMN_MAJOR,
                transposeA ? openblas_full.CblasTrans : openblas_full.CblasNoTrans,
                transposeB ? openblas_full.CblasTrans : openblas_full.CblasNoTrans,
                m,
                n,
                k,
                (float) alpha,
                floats(a),
                lda,
                floats(b),
                ldb,
                (float) beta,
                floats(c),
                ldc);
    }

    @Override
    public int potrf(int n, MemorySegment a) {
        return openblas_full.LAPACKE_spotrf_work(COLUMN_MAJOR, LOWER, n, floats(a), n);
    }

    @Override
    public void trsv(boolean transposed, int n, MemorySegment a, MemorySegment x) {
        openblas_full.cblas_strsv(
                COLUMN_MAJOR,
                openblas_full.CblasLower,
                transposed ? openblas_full.CblasTrans : openblas_full.CblasNoTrans,
                openblas_full.CblasNonUnit,
                n,
                floats(a),
                n,
                floats(x),
                1);
    }

    @Override
    public void set(MemorySegment values, long index, double value) {
        values.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
    }

    @Override
    public double largestMagnitude(int n, MemorySegment x) {
        return Math.abs(get(x, openblas_full.cblas_isamax(n, floats(x), 1)));
    }

    @Override
    public void scale(int n, double factor, MemorySegment x) {
        openblas_full.cblas_sscal(n, (float) factor, floats(x), 1);
    }
}
