package org.setol.spectra.top;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Eigenvalues of a symmetric tridiagonal matrix with some rows of its matrix of eigenvectors: implicit QL (Bowdler,
 * Martin, Reinsch and Wilkinson 1968, Numerische Mathematik 11; EISPACK's {@code tql2}).
 */
final class Tridiagonal {

    private static final double EPSILON = 0x1p-52;
    private static final int SWEEPS = 60;

    private final double[] d;
    private final double[] e;
    private final double[][] rows;

    private Tridiagonal(double[] diagonal, double[] offDiagonal, double[][] rows) {
        this.d = diagonal;
        this.e = offDiagonal;
        this.rows = rows;
    }

    /**
     * An eigendecomposition, the largest value first.
     *
     * @param values descending
     * @param rows the rows asked for; entry k of one belongs to values[k]
     */
    record Decomposition(double[] values, double[][] rows) {}

    /** With the last row of the eigenvectors alone: O(k^2). */
    static Decomposition lastRow(double[] diagonal, double[] offDiagonal, int k) {
        double[][] rows = new double[1][k];
        rows[0][k - 1] = 1;
        return decompose(diagonal, offDiagonal, k, rows);
    }

    /** With all rows: O(k^3). */
    static Decomposition allRows(double[] diagonal, double[] offDiagonal, int k) {
        double[][] rows = new double[k][k];
        for (int i = 0; i < k; i++) {
            rows[i][i] = 1;
        }
        return decompose(diagonal, offDiagonal, k, rows);
    }

    private static Decomposition decompose(double[] diagonal, double[] offDiagonal, int k, double[][] rows) {
        double[] e = new double[k];
        System.arraycopy(offDiagonal, 0, e, 0, k - 1);
        Tridiagonal solver = new Tridiagonal(Arrays.copyOf(diagonal, k), e, rows);
        for (int l = 0; l < k; l++) {
            solver.deflate(l);
        }
        return solver.sorted();
    }

    /** Sweeps until d[l] stands alone. */
    private void deflate(int l) {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            int m = l;
            while (m < d.length - 1 && Math.abs(e[m]) > EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) {
                m++;
            }
            if (m == l) {
                return;
            }
            sweep(l, m);
        }
        throw new IllegalStateException("QL did not converge in " + SWEEPS + " sweeps");
    }

    private void sweep(int l, int m) {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        g = d[m] - d[l] + e[l] / (g + Math.copySign(Math.hypot(g, 1), g));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * e[i];
            double b = c * e[i];
            double r = Math.hypot(f, g);
            e[i + 1] = r;
            if (r == 0) {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            rotate(i, c, s);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    private void rotate(int i, double c, double s) {
        for (double[] row : rows) {
            double f = row[i + 1];
            row[i + 1] = s * row[i] + c * f;
            row[i] = c * row[i] - s * f;
        }
    }

    private Decomposition sorted() {
        int[] order = IntStream.range(0, d.length)
                .boxed()
                .sorted((i, j) -> Double.compare(d[j], d[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[order.length];
        double[][] arranged = new double[rows.length][order.length];
        for (int k = 0; k < order.length; k++) {
            values[k] = d[order[k]];
            for (int row = 0; row < rows.length; row++) {
                arranged[row][k] = rows[row][order[k]];
            }
        }
        return new Decomposition(values, arranged);
    }
}
