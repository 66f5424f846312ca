package org.setol.spectra.backend;

import org.setol.spectra.matrix.Matrix;

/** A matrix on the heap, as rows of which there are at least as many as columns. */
final class TallCopy {

    private TallCopy() {}

    /** The matrix, or its transpose; the caller asks for the one that is not wider than tall. */
    static double[][] of(Matrix a, boolean transposed) {
        double[][] copy = transposed ? new double[a.cols()][a.rows()] : new double[a.rows()][a.cols()];
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.cols(); j++) {
                if (transposed) {
                    copy[j][i] = a.get(i, j);
                } else {
                    copy[i][j] = a.get(i, j);
                }
            }
        }
        return copy;
    }

    /**
     * Multiplies by the power of two, mostly 1, that brings the exponent of the largest element into a range.
     *
     * @return its exponent
     */
    static int scale(double[][] rows, int smallest, int greatest) {
        double largest = 0;
        for (double[] row : rows) {
            for (double x : row) {
                largest = Math.max(largest, Math.abs(x));
            }
        }
        int present = Math.getExponent(largest);
        int exponent = largest == 0 ? 0 : Math.clamp(present, smallest, greatest) - present;
        if (exponent != 0) {
            for (double[] row : rows) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = Math.scalb(row[j], exponent);
                }
            }
        }
        return exponent;
    }
}
