package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * What a reduction from the left has still before it: the rows and columns of a symmetric matrix from some index on. Where
 * their Frobenius norm is that of rounding errors, the matrix has no higher rank than what is done, and its other
 * eigenvalues are zero within that norm (Weyl). The diagonal alone tells most blocks that are not.
 */
final class TrailingBlock {

    /**
     * Norm of a block of rounding errors, in units of eps times the norm of the whole. Measured: at most 3.8 in the first block
     * after the last that matters (benchmarks/NOTES.md, entry 26).
     */
    static final double NOISE = 4;

    private final int n;

    /** Row-major, its rows are the columns. */
    private final Matrix columns;

    private final double negligible;

    /** @param a lower triangle of an n x n matrix, column by column, before it is reduced */
    TrailingBlock(int n, MemorySegment a, Precision precision) {
        this.n = n;
        this.columns = new Matrix(a, n, n, precision);
        this.negligible = NOISE * precision.epsilon() * norm(0);
    }

    /** Whether nothing but rounding errors is left from this row and column on. */
    boolean isNegligible(int first) {
        double trace = 0;
        for (int i = first; i < n; i++) {
            trace += Math.abs(columns.get(i, i));
        }
        return trace <= Math.sqrt(n - first) * negligible && norm(first) <= negligible;
    }

    /** Of the block from this row and column on. */
    double norm(int first) {
        double squares = 0;
        for (int column = first; column < n; column++) {
            double diagonal = columns.get(column, column);
            double below = 0;
            for (int row = column + 1; row < n; row++) {
                double value = columns.get(column, row);
                below += value * value;
            }
            squares += diagonal * diagonal + 2 * below;
        }
        return Math.sqrt(squares);
    }
}
