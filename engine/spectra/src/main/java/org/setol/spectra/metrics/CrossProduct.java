package org.setol.spectra.metrics;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.setol.spectra.matrix.Matrix;

/**
 * ||A'B||_F without ever holding A'B: tile by tile, the rows of both read four at a time. The inner loop is plain Java in a
 * form that C2 turns into vector instructions; it adds the same products in the same order at any width.
 */
final class CrossProduct {

    /** Columns of A and B in one tile: its sums, 128 KiB, and four rows of B stay in the second-level cache. */
    private static final int TILE_ROWS = 32;

    private static final int TILE_COLS = 512;

    /** Rows that are multiplied at once: one pass over a tile for four products. */
    private static final int ROWS = 4;

    /** Memory on the heap. */
    static final long BYTES = (TILE_ROWS * (long) TILE_COLS + ROWS * (TILE_ROWS + (long) TILE_COLS)) * Double.BYTES;

    private final Matrix a;
    private final Matrix b;
    private final double[][] tile = new double[TILE_ROWS][TILE_COLS];
    private final double[][] left = new double[ROWS][TILE_ROWS];
    private final double[][] right = new double[ROWS][TILE_COLS];

    private CrossProduct(Matrix a, Matrix b) {
        this.a = a;
        this.b = b;
    }

    /** Of two float64 matrices with as many rows; of one with itself at half the cost. */
    static double norm(Matrix a, Matrix b) {
        return new CrossProduct(a, b).norm();
    }

    private double norm() {
        boolean symmetric = a.segment().equals(b.segment());
        double norm = 0;
        for (int i = 0; i < a.cols(); i += TILE_ROWS) {
            // Of A'A the tiles on and right of the diagonal; those left of it are their mirror images.
            for (int j = symmetric ? i / TILE_COLS * TILE_COLS : 0; j < b.cols(); j += TILE_COLS) {
                fill(i, j);
                norm = Math.hypot(norm, Math.sqrt(sumOfSquares(i, j, symmetric)));
            }
        }
        return norm;
    }

    private void fill(int i, int j) {
        for (double[] sums : tile) {
            Arrays.fill(sums, 0);
        }
        for (int k = 0; k < a.rows(); k += ROWS) {
            for (int row = 0; row < ROWS; row++) {
                read(a, k + row, i, left[row]);
                read(b, k + row, j, right[row]);
            }
            for (int t = 0; t < TILE_ROWS; t++) {
                add(tile[t], left[0][t], left[1][t], left[2][t], left[3][t]);
            }
        }
    }

    private void add(double[] sums, double x0, double x1, double x2, double x3) {
        double[] y0 = right[0];
        double[] y1 = right[1];
        double[] y2 = right[2];
        double[] y3 = right[3];
        for (int j = 0; j < sums.length; j++) {
            sums[j] += (x0 * y0[j] + x1 * y1[j]) + (x2 * y2[j] + x3 * y3[j]);
        }
    }

    /** Part of a row; zeros beyond the matrix. */
    private static void read(Matrix matrix, int row, int from, double[] into) {
        int count = row < matrix.rows() ? Math.min(into.length, matrix.cols() - from) : 0;
        if (count > 0) {
            long offset = ((long) row * matrix.cols() + from) * Double.BYTES;
            MemorySegment.copy(matrix.segment(), ValueLayout.JAVA_DOUBLE, offset, into, 0, count);
        }
        Arrays.fill(into, Math.max(0, count), into.length, 0);
    }

    private double sumOfSquares(int i, int j, boolean symmetric) {
        double sum = 0;
        for (int t = 0; t < TILE_ROWS; t++) {
            for (int u = 0; u < TILE_COLS; u++) {
                double square = tile[t][u] * tile[t][u];
                int above = (j + u) - (i + t);
                sum += !symmetric || above == 0 ? square : above > 0 ? 2 * square : 0;
            }
        }
        return sum;
    }
}
