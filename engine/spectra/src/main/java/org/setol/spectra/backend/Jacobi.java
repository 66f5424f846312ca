package org.setol.spectra.backend;

import static org.setol.spectra.backend.Products.dot;

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
        for (int i = 0; i < rows.length; i++) {
            squares[i] = square(i);
        }
        boolean rotated = false;
        for (int p = 0; p < rows.length; p++) {
            for (int q = p + 1; q < rows.length; q++) {
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
        rotate(rows[p], rows[q], cosine, sine);
        rotate(basis[p], basis[q], cosine, sine);
    }

    private static void rotate(double[] x, double[] y, double cosine, double sine) {
        for (int j = 0; j < x.length; j++) {
            double old = x[j];
            x[j] = cosine * old - sine * y[j];
            y[j] = sine * old + cosine * y[j];
        }
    }
}
