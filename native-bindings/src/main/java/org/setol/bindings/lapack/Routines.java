package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.bytedeco.openblas.global.openblas_full;
import org.setol.spectra.matrix.Precision;

/**
 * The BLAS and LAPACK routines we call, in one precision, on native segments. Matrices are column-major with no gap
 * between columns, so a row-major rows x cols {@code Matrix} is passed as its transpose: m = cols, n = rows. Arguments
 * are LAPACK's (Anderson et al. 1999, LAPACK Users' Guide); {@code lwork} = -1 asks for the best size, left in work[0].
 */
sealed interface Routines permits SingleRoutines, DoubleRoutines {

    int COLUMN_MAJOR = openblas_full.LAPACK_COL_MAJOR;
    byte VALUES_ONLY = 'N';
    byte WITH_VECTORS = 'V';
    byte LONGER_IN_PLACE = 'O';
    byte LOWER = 'L';
    byte FROM_LEFT = 'L';
    byte PLAIN = 'N';
    byte BY_INDEX = 'I';

    static Routines of(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> new SingleRoutines();
            case FLOAT64 -> new DoubleRoutines();
        };
    }

    /** {@code dgesdd} for {@code gesdd}. */
    String name(String routine);

    /** Element {@code index} of a vector, as a double. */
    double get(MemorySegment values, long index);

    /** Singular values of the m x n matrix a, which is destroyed, descending into s. Returns {@code info}. */
    int gesdd(int m, int n, MemorySegment a, MemorySegment s, MemorySegment work, int lwork, MemorySegment iwork);

    /**
     * As {@link #gesdd}, with the vectors of the shorter side: for m >= n the transposed right ones in the rows of the n
     * x n basis, else the left ones in the columns of the m x m basis. Those of the longer side replace a.
     */
    int gesddVectors(
            int m,
            int n,
            MemorySegment a,
            MemorySegment s,
            MemorySegment basis,
            MemorySegment work,
            int lwork,
            MemorySegment iwork);

    /** As {@link #gesdd}, by the older driver; both share the reduction, not the fallback when it does not converge. */
    int gesvd(int m, int n, MemorySegment a, MemorySegment s, MemorySegment work, int lwork);

    /**
     * Lower triangle of the n x n matrix c = a a^T + beta c (a is n x k), or of a^T a + beta c when {@code transposed} (a is k
     * x n). With beta 0 whatever c holds is overwritten, NaN included.
     */
    void syrk(boolean transposed, int n, int k, MemorySegment a, int lda, double beta, MemorySegment c);

    /**
     * Eigenvalues of the symmetric n x n matrix a, given by its lower triangle and destroyed, ascending into w. Returns
     * info.
     *
     * @param vectors {@link #WITH_VECTORS} leaves the unit eigenvectors in the columns of a
     */
    int syevd(
            byte vectors,
            int n,
            MemorySegment a,
            MemorySegment w,
            MemorySegment work,
            int lwork,
            MemorySegment iwork,
            int liwork);

    /**
     * Householder reduction of the symmetric n x n matrix a, given by its lower triangle and destroyed, to tridiagonal
     * form: n diagonal elements, n - 1 beside them; tau is scratch of n. Returns info.
     */
    int sytrd(
            int n,
            MemorySegment a,
            MemorySegment diagonal,
            MemorySegment beside,
            MemorySegment tau,
            MemorySegment work,
            int lwork);

    /**
     * The n x k matrix c = Q c, for the n x n matrix Q of {@link #sytrd}, given by its reflectors below the diagonal of a and their
     * factors tau. Returns info.
     */
    int ormtr(int n, int k, MemorySegment a, MemorySegment tau, MemorySegment c, MemorySegment work, int lwork);

    /**
     * QR factorisation of the m x n matrix a by k = min(m, n) reflectors in compact form (Schreiber and Van Loan 1989): Q =
     * I - V T V^T with V below the diagonal of a, unit lower trapezoidal, R on and above it, and T the upper triangle of
     * the k x k matrix t, whose lower one is left alone. Scratch {@code work} has k n elements. Returns info.
     */
    int geqrt(int m, int n, MemorySegment a, int lda, MemorySegment t, MemorySegment work);

    /** The n x m matrix to = the transpose of the m x n matrix a. */
    void transpose(int m, int n, MemorySegment a, int lda, MemorySegment to);

    /** The k x m matrix c = b a for the symmetric m x m matrix a, given by its lower triangle, and the k x m matrix b. */
    void symm(int k, int m, MemorySegment a, int lda, MemorySegment b, MemorySegment c);

    /** Lower triangle of the m x m matrix c -= v^T w + w^T v for k x m matrices v and w. */
    void syr2k(int m, int k, MemorySegment v, MemorySegment w, MemorySegment c, int ldc);

    /** The m x n matrix c = alpha op(a) op(b) + beta c, op(a) m x k; nothing has gaps between its columns. */
    default void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            MemorySegment b,
            double beta,
            MemorySegment c) {
        gemm(transposeA, transposeB, m, n, k, alpha, a, transposeA ? k : m, b, transposeB ? n : k, beta, c, m);
    }

    /** As above, with so many elements from a column of each matrix to the next. */
    void gemm(
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
            int ldc);

    /** Cholesky factor L of the symmetric n x n matrix a, given by its lower triangle, in its place. Returns info. */
    int potrf(int n, MemorySegment a);

    /** x = L^-1 x, or L^-T x when {@code transposed}, for the n x n lower triangle of a. */
    void trsv(boolean transposed, int n, MemorySegment a, MemorySegment x);

    /** Element {@code index} of a vector. */
    void set(MemorySegment values, long index, double value);

    /** max |x_i|, n >= 1. */
    double largestMagnitude(int n, MemorySegment x);

    /** x = factor x. */
    void scale(int n, double factor, MemorySegment x);

    /** c = a b, all n x n. */
    default void gemm(int n, MemorySegment a, MemorySegment b, MemorySegment c) {
        gemm(false, false, n, n, n, 1, a, b, 0, c);
    }
}
