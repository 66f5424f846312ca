package org.setol.spectra.backend;

import org.setol.spectra.matrix.Matrix;

/**
 * How many weights are NaN or infinite, and where the first of them is.
 *
 * @param nans number of NaN
 * @param infinities number of infinite elements
 * @param firstRow row of the first of either, in row-major order
 * @param firstCol its column
 */
public record NonFiniteWeights(long nans, long infinities, int firstRow, int firstCol) implements WeightScan {

    public NonFiniteWeights {
        if (nans < 0 || infinities < 0 || nans + infinities == 0) {
            throw new IllegalArgumentException(nans + " NaN and " + infinities + " infinite weights");
        }
    }

    /** Counts from row {@code start} on, the first that holds a non-finite element. */
    static NonFiniteWeights countFrom(Matrix matrix, int start) {
        long nans = 0;
        long infinities = 0;
        int firstRow = start;
        int firstCol = 0;
        for (int i = start; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                double x = matrix.get(i, j);
                if (Double.isFinite(x)) {
                    continue;
                }
                if (nans + infinities == 0) {
                    firstRow = i;
                    firstCol = j;
                }
                if (Double.isNaN(x)) {
                    nans++;
                } else {
                    infinities++;
                }
            }
        }
        return new NonFiniteWeights(nans, infinities, firstRow, firstCol);
    }

    /** One line for the user: {@code 3 NaN and 1 infinite weights, first at row 4, column 17} (both from 0). */
    public String describe() {
        String what = nans == 0
                ? infinities + " infinite"
                : infinities == 0 ? nans + " NaN" : nans + " NaN and " + infinities + " infinite";
        String noun = nans + infinities == 1 ? " weight, at row " : " weights, first at row ";
        return what + noun + firstRow + ", column " + firstCol;
    }

    /** The same in a matrix that has {@code rows} rows above these. */
    public NonFiniteWeights below(int rows) {
        return at(rows, 0);
    }

    /** The same in a matrix of which these are the block whose first element is (row, col). */
    NonFiniteWeights at(int row, int col) {
        return new NonFiniteWeights(nans, infinities, firstRow + row, firstCol + col);
    }

    /** Those of both; the first is the one that comes first in row-major order. */
    NonFiniteWeights plus(NonFiniteWeights other) {
        boolean mine = firstRow < other.firstRow || (firstRow == other.firstRow && firstCol < other.firstCol);
        return new NonFiniteWeights(
                nans + other.nans,
                infinities + other.infinities,
                mine ? firstRow : other.firstRow,
                mine ? firstCol : other.firstCol);
    }
}
