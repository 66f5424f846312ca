package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * What a reduction from the upper left has still before it: a matrix from some diagonal element on. Where its Frobenius norm is that of
 * rounding errors, the matrix has no higher rank than what is done, and its other singular values are zero within that norm (Weyl).
 */
final class Remainder {

    /**
     * Norm of a block of rounding errors, in units of eps times the norm of the whole. Measured: at most 5 in the first block after
     * the last that matters, growing with the longer side (benchmarks/NOTES.md, entry 40).
     */
    static final double NOISE = 8;

    /** Row-major, its rows are the columns. */
    private final Matrix columns;

    private final double negligible;

    /** @param a m x n, column by column, before it is reduced */
    Remainder(int m, int n, MemorySegment a, Precision precision) {
        this.columns = new Matrix(a, n, m, precision);
        this.negligible = NOISE * precision.epsilon() * norm(0, m, n, Double.POSITIVE_INFINITY);
    }

    /** Whether nothing but rounding errors is left, from the first on to so many rows and columns. */
    boolean isNegligible(int first, int rows, int cols) {
        return norm(first, rows, cols, negligible) <= negligible;
    }

    /** Of the columns up to the one with which it exceeds {@code enough}. */
    private double norm(int first, int rows, int cols, double enough) {
        double squares = 0;
        for (int column = first; column < cols && squares <= enough * enough; column++) {
            for (int row = first; row < rows; row++) {
                double value = columns.get(column, row);
                squares += value * value;
            }
        }
        return Math.sqrt(squares);
    }
}
