package org.setol.spectra.backend;

import static org.setol.spectra.backend.Products.dot;
import static org.setol.spectra.backend.Products.subtract;

import java.util.Arrays;

/**
 * An upper bidiagonal matrix with the singular values of the matrix it was reduced from.
 *
 * @param diagonal n elements; not copied
 * @param superdiagonal max(0, n - 1) elements; not copied
 */
record Bidiagonal(double[] diagonal, double[] superdiagonal) {

    /** From this ratio of rows to columns on, reducing R of a QR factorisation is cheaper (Chan 1982, ACM TOMS 8(1)). */
    private static final double QR_FIRST = 1.6;

    /**
     * Reduces by Householder reflections from both sides (Golub and Kahan 1965, SIAM J. Numer. Anal. 2(2)), unblocked.
     * 4 m n^2 - 4/3 n^3 operations, or 2 m n^2 + 2 n^3 through QR.
     *
     * @param a m rows of n elements, m >= n >= 1, all below 2^1000; destroyed
     */
    static Bidiagonal reduce(double[][] a) {
        int n = a[0].length;
        if (a.length < QR_FIRST * n) {
            return golubKahan(a, a.length);
        }
        triangularize(a);
        return golubKahan(a, n);
    }

    /** Leaves R of a QR factorisation in the first n rows, with zeros below its diagonal: 2 m n^2 - 2/3 n^3. */
    static void triangularize(double[][] a) {
        int m = a.length;
        int n = a[0].length;
        Reflector left = new Reflector(m);
        double[] w = new double[n];
        for (int k = 0; k < n; k++) {
            reflectColumn(a, m, k, left, w);
            double[] v = left.v();
            for (int i = k + 1; i < m; i++) {
                subtract(v[i], w, a[i], k + 1, n);
                a[i][k] = 0;
            }
            a[k][k] = left.beta();
        }
    }

    private static Bidiagonal golubKahan(double[][] a, int m) {
        int n = a[0].length;
        double[] diagonal = new double[n];
        double[] superdiagonal = new double[n - 1];
        Reflector left = new Reflector(m);
        Reflector right = new Reflector(n);
        double[] w = new double[n];
        for (int k = 0; k < n; k++) {
            reflectColumn(a, m, k, left, w);
            diagonal[k] = left.beta();
            if (k + 1 < n) {
                System.arraycopy(a[k], k + 1, right.v(), k + 1, n - k - 1);
                right.compute(k + 1, n);
                superdiagonal[k] = right.beta();
                updateRowsBelow(a, m, k, left.v(), w, right);
            }
        }
        return new Bidiagonal(diagonal, superdiagonal);
    }

    /** The reflector that clears column k below the diagonal, w = tau A^T v, and row k as it becomes. */
    private static void reflectColumn(double[][] a, int m, int k, Reflector left, double[] w) {
        int n = a[0].length;
        double[] v = left.v();
        for (int i = k; i < m; i++) {
            v[i] = a[i][k];
        }
        left.compute(k, m);
        Arrays.fill(w, k + 1, n, 0);
        if (left.tau() == 0) {
            return;
        }
        for (int i = k; i < m; i++) {
            subtract(-v[i], a[i], w, k + 1, n);
        }
        for (int j = k + 1; j < n; j++) {
            w[j] *= left.tau();
        }
        subtract(1, w, a[k], k + 1, n);
    }

    /** A - v w^T, then times (I - tau u u^T): both on one row while it is in the cache. */
    private static void updateRowsBelow(double[][] a, int m, int k, double[] v, double[] w, Reflector right) {
        int n = a[0].length;
        double[] u = right.v();
        for (int i = k + 1; i < m; i++) {
            double[] row = a[i];
            subtract(v[i], w, row, k + 1, n);
            subtract(right.tau() * dot(row, u, k + 1, n), u, row, k + 1, n);
        }
    }
}
