package org.setol.spectra.backend;

import static org.setol.spectra.backend.Products.dot;

import java.util.Arrays;

/**
 * One-sided Jacobi rotations (Hestenes 1958, J. SIAM 6(1)): pairs of rows are rotated until all are orthogonal. Then
 * their lengths are the singular values, to high relative accuracy (Demmel and Veselic 1992, SIAM J. Matrix Anal. 13(4)),
 * and the product of the rotations is the basis of the left singular vectors, orthogonal whatever the rank.
 */
final class Jacobi {

    /** Quadratic convergence needs about ten for any size; graded matrices a few more. */
    static final int SWEEPS = 40;

    private static final double EPS = 0x1p-52;

    private final double[][] rows;
    private final double[][] basis;
    private final double tolerance;

    private Jacobi(double[][] rows) {
        this.rows = rows;
        basis = new double[rows.length][rows.length];
        for (int i = 0; i < basis.length; i++) {
            basis[i][i] = 1;
        }
        // The error of a sum of n products of unit vectors.
        tolerance = Math.sqrt(rows[0].length) * EPS;
    }

    /**
     * Rotates n rows of m numbers, n >= 1, until they are orthogonal to working precision: about 7 n^2 (m + n)
     * operations a sweep.
     *
     * @param rows with elements below 2^200; changed
     * @param sweeps how often all pairs are visited at most
     * @return the basis, or an empty array when the last sweep still rotated
     */
    static double[][] orthogonalize(double[][] rows, int sweeps) {
        Jacobi jacobi = new Jacobi(rows);
        for (int sweep = 0; sweep < sweeps; sweep++) {
            if (!jacobi.sweep()) {
                return jacobi.basis;
            }
        }
        return new double[0][];
    }

    /** Visits every pair once; true when one was rotated. */
    private boolean sweep() {
        double[] squares = new double[rows.length];
        Arrays.setAll(squares, this::square);
        // Rows that are rounding errors of others can be parallel again, and so on down to subnormal numbers.
        double negligible = EPS * EPS * Arrays.stream(squares).max().orElse(0);
        boolean rotated = false;
        for (int p = 0; p < rows.length; p++) {
            for (int q = p + 1; q < rows.length; q++) {
                if (Math.max(squares[p], squares[q]) <= negligible) {
                    continue;
                }
                double product = dot(rows[p], rows[q], 0, rows[p].length);
                if (Math.abs(product) > tolerance * Math.sqrt(squares[p]) * Math.sqrt(squares[q])) {
                    rotate(p, q, (squares[q] - squares[p]) / (2 * product));
                    squares[p] = square(p);
                    squares[q] = square(q);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private double square(int i) {
        return dot(rows[i], rows[i], 0, rows[i].length);
    }

    /** By the smaller of the two angles that make the rows orthogonal; zeta is the cotangent of its double. */
    private void rotate(int p, int q, double zeta) {
        double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double cosine = 1 / Math.hypot(1, tangent);
        double sine = cosine * tangent;
        double half = sine / (1 + cosine);
        rotate(rows[p], rows[q], sine, half);
        rotate(basis[p], basis[q], sine, half);
    }

    /** As corrections, which are small where the angle is (Rutishauser 1966, Numer. Math. 9); half: tan of half of it. */
    private static void rotate(double[] x, double[] y, double sine, double half) {
        for (int j = 0; j < x.length; j++) {
            double a = x[j];
            double b = y[j];
            x[j] = a - sine * (b + half * a);
            y[j] = b + sine * (a - half * b);
        }
    }
}
