package org.setol.spectra.backend;

import java.util.Arrays;

/** The triangular factor of a QR factorisation, on the JDK alone: for factors with few columns. */
public final class TriangularFactor {

    private TriangularFactor() {}

    /**
     * R of A = Q R by Householder reflections (Golub and Van Loan 2013, algorithm 5.2.1), n x n with zeros below its
     * diagonal; A itself when it has no more rows than columns. Backward stable. Cost: 2 m n^2 - 2/3 n^3.
     *
     * @param a m rows of n elements, all below 2^1000; destroyed
     */
    public static double[][] of(double[][] a) {
        if (a.length == 0 || a.length <= a[0].length) {
            return a;
        }
        Bidiagonal.triangularize(a);
        return Arrays.copyOf(a, a[0].length);
    }
}
