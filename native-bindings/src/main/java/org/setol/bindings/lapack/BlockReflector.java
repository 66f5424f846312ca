package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.bindings.lapack.LapackBackend.Workspace;

/**
 * The product Q = I - V T V' of the Householder reflectors that make a panel upper trapezoidal (Schreiber and Van Loan 1989,
 * SIAM J. Sci. Stat. Comput. 10; LAPACK {@code geqrt}), one panel after the other. V is held transposed, without gaps.
 */
final class BlockReflector {

    private final Routines routines;
    private final MemorySegment v;
    private final MemorySegment t;
    private final MemorySegment scratch;

    private int m;
    private int k;

    /**
     * For panels of at most so many rows.
     *
     * @param width their columns, at most
     */
    BlockReflector(int rows, int width, Workspace workspace) {
        routines = Routines.of(workspace.precision());
        v = workspace.numbers((long) rows * width);
        t = workspace.numbers((long) width * width);
        scratch = workspace.numbers((long) width * width);
    }

    /** Elements that the constructor takes from the workspace. */
    static long workspaceNumbers(int rows, int width) {
        return (long) rows * width + 2L * width * width;
    }

    /** That of the m x n panel, m and n at least 1, which holds R afterwards and other numbers below it. */
    void of(MemorySegment panel, int m, int n, int lda) {
        this.m = m;
        this.k = Math.min(m, n);
        t.fill((byte) 0);
        LapackBackend.requireArgumentsAccepted(routines.geqrt(m, n, panel, lda, t, scratch), routines.name("geqrt"));
        routines.transpose(m, k, panel, lda, v);
        unitTrapezoid();
    }

    /** R stands where V has its zeros and ones. */
    private void unitTrapezoid() {
        for (int row = 0; row < k; row++) {
            for (int column = row; column < k; column++) {
                routines.set(v, (long) row * k + column, column == row ? 1 : 0);
            }
        }
    }

    /** Reflectors of the last panel. */
    int count() {
        return k;
    }

    /** V', k x m. */
    MemorySegment v() {
        return v;
    }

    /** T, k x k, upper triangular. */
    MemorySegment t() {
        return t;
    }

    /**
     * C = Q' C for a C of m rows; scratch holds k times its columns, twice.
     *
     * @param product scratch
     * @param other scratch
     */
    void applyFromLeft(MemorySegment c, int cols, int ldc, MemorySegment product, MemorySegment other) {
        routines.gemm(false, false, k, cols, m, 1, v, k, c, ldc, 0, product, k);
        routines.gemm(true, false, k, cols, k, 1, t, product, 0, other);
        routines.gemm(true, false, m, cols, k, -1, v, k, other, k, 1, c, ldc);
    }

    /** C = C Q for a C of m columns; scratch holds k times its rows, twice. */
    void applyFromRight(MemorySegment c, int rows, int ldc, MemorySegment product, MemorySegment other) {
        routines.gemm(false, true, rows, k, m, 1, c, ldc, v, k, 0, product, rows);
        routines.gemm(false, false, rows, k, k, 1, product, t, 0, other);
        routines.gemm(false, false, rows, m, k, -1, other, rows, v, k, 1, c, ldc);
    }
}
