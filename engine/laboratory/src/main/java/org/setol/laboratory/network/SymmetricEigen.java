package org.setol.laboratory.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvectors of a small symmetric matrix: Householder's reduction to tridiagonal form, then QL with implicit Wilkinson
 * shifts (Wilkinson and Reinsch 1971, II/2 and II/3; Golub and Van Loan 2013, 8.3). Some 9 n^3 operations. The matrix is
 * kept by rows of its transpose, so that every inner loop runs along memory.
 */
final class SymmetricEigen {

    private static final int MOST_SWEEPS = 60;

    private final int n;

    /** Row k becomes the k-th eigenvector. */
    private final double[][] vectors;

    private final double[] diagonal;
    private final double[] off;

    private SymmetricEigen(double[][] matrix) {
        this.n = matrix.length;
        this.vectors = matrix;
        this.diagonal = new double[n];
        this.off = new double[n];
    }

    /**
     * Decomposes.
     *
     * @param matrix symmetric, n x n; overwritten
     * @return eigenvectors, one a row, of unit length, in descending order of eigenvalues
     */
    static double[][] descending(double[][] matrix) {
        SymmetricEigen eigen = new SymmetricEigen(matrix);
        eigen.reduce();
        eigen.iterate();
        return IntStream.range(0, eigen.n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> eigen.diagonal[k])
                        .reversed())
                .map(k -> eigen.vectors[k])
                .toArray(double[][]::new);
    }

    /** Q' A Q = T: reflections from the last row up, accumulated in {@code vectors} as rows of Q'. */
    private void reduce() {
        double[][] reflectors = new double[n][0];
        double[] factors = new double[n];
        double[] p = new double[n];
        for (int k = n - 1; k > 0; k--) {
            double[] row = vectors[k];
            diagonal[k] = row[k];
            double norm = Math.sqrt(dot(row, row, k));
            if (norm == 0) {
                off[k] = 0;
                continue;
            }
            double head = row[k - 1];
            double alpha = head > 0 ? -norm : norm;
            off[k] = alpha;
            double[] v = Arrays.copyOf(row, k);
            v[k - 1] = head - alpha;
            double beta = 1 / (norm * (norm + Math.abs(head)));
            reflectors[k] = v;
            factors[k] = beta;
            applyBothSides(v, beta, k, p);
        }
        diagonal[0] = vectors[0][0];
        accumulate(reflectors, factors);
    }

    /** A = H A H on the leading k x k block, H = I - beta v v'. */
    private void applyBothSides(double[] v, double beta, int k, double[] p) {
        for (int i = 0; i < k; i++) {
            p[i] = beta * dot(vectors[i], v, k);
        }
        double half = 0.5 * beta * dot(p, v, k);
        for (int i = 0; i < k; i++) {
            p[i] -= half * v[i];
        }
        for (int i = 0; i < k; i++) {
            double[] row = vectors[i];
            double vi = v[i];
            double pi = p[i];
            for (int j = 0; j < k; j++) {
                row[j] -= vi * p[j] + pi * v[j];
            }
        }
    }

    /** Q' = H_1 ... H_(n-1): row by row, since a reflection from the right takes each row by itself. */
    private void accumulate(double[][] reflectors, double[] factors) {
        for (int i = 0; i < n; i++) {
            Arrays.fill(vectors[i], 0);
            vectors[i][i] = 1;
        }
        for (int k = 1; k < n; k++) {
            double[] v = reflectors[k];
            for (int i = 0; i < k && v.length > 0; i++) {
                addMultiple(-factors[k] * dot(vectors[i], v, k), v, vectors[i], k);
            }
        }
    }

    private void iterate() {
        System.arraycopy(off, 1, off, 0, n - 1);
        off[n - 1] = 0;
        for (int l = 0; l < n; l++) {
            int sweeps = 0;
            int m = split(l);
            while (m > l) {
                if (++sweeps > MOST_SWEEPS) {
                    throw new ArithmeticException("QL did not converge");
                }
                sweep(l, m);
                m = split(l);
            }
        }
    }

    /** The first place from l on where the tridiagonal matrix falls apart. */
    private int split(int l) {
        int m = l;
        while (m < n - 1) {
            double size = Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]);
            if (Math.abs(off[m]) <= 0x1p-53 * size) {
                break;
            }
            m++;
        }
        return m;
    }

    private void sweep(int l, int m) {
        double g = (diagonal[l + 1] - diagonal[l]) / (2 * off[l]);
        double r = Math.hypot(g, 1);
        g = diagonal[m] - diagonal[l] + off[l] / (g + Math.copySign(r, g));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * off[i];
            double b = c * off[i];
            r = Math.hypot(f, g);
            off[i + 1] = r;
            if (r == 0) {
                diagonal[i + 1] -= p;
                off[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = diagonal[i + 1] - p;
            r = (diagonal[i] - g) * s + 2 * c * b;
            p = s * r;
            diagonal[i + 1] = g + p;
            g = c * r - b;
            rotate(vectors[i], vectors[i + 1], c, s);
        }
        diagonal[l] -= p;
        off[l] = g;
        off[m] = 0;
    }

    private static void rotate(double[] low, double[] high, double c, double s) {
        for (int k = 0; k < low.length; k++) {
            double h = high[k];
            high[k] = s * low[k] + c * h;
            low[k] = c * low[k] - s * h;
        }
    }

    private static double dot(double[] a, double[] b, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < count; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (; k < count; k++) {
            s0 += a[k] * b[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static void addMultiple(double factor, double[] from, double[] to, int count) {
        for (int k = 0; k < count; k++) {
            to[k] += factor * from[k];
        }
    }
}
