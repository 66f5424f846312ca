package org.setol.spectra.band;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * All eigenvalues of a symmetric tridiagonal matrix T, in parallel: Sturm counts part them, and from the sum of 1 / (x -
 * lambda)^2 that comes with each count a few steps find every one (Li and Zeng 1994, SIAM J. Sci. Comput. 15:1145, take
 * Laguerre's; here Ostrowski's with a correction, see {@link Bracket}). About 4.5 n^2 times 15 operations, one of them a
 * division: two fifths of the time of LAPACK's {@code dsterf} on one thread, a quarter on two (benchmarks/NOTES.md, entry 18).
 *
 * <p>Errors are at most a few eps of T's norm: 2 in all that was measured, where those of {@code dsterf} came to 50. Small
 * eigenvalues are no more accurate than that. Results are equal to the bit for any number of threads.
 */
public final class TridiagonalEigenvalues {

    /** Stands for elements whose squares are smaller: nothing beside a norm of 1, and never multiplied into 0. */
    private static final double LEAST_SQUARE = 0x1p-500;

    /** Rows for which a further thread is worth its start. */
    private static final int ROWS_A_THREAD = 256;

    private TridiagonalEigenvalues() {}

    /**
     * The n eigenvalues, ascending; T may be of any scale.
     *
     * @param diagonal n elements, at least 1
     * @param beside n - 1 elements
     * @param threads threads that work on it, the calling one among them
     * @throws IllegalArgumentException where an element is not finite, or the lengths do not fit
     */
    public static double[] of(double[] diagonal, double[] beside, int threads) {
        int n = diagonal.length;
        if (n < 1 || beside.length != n - 1) {
            throw new IllegalArgumentException("no tridiagonal matrix: " + n + " and " + beside.length + " elements");
        }
        double largest = Math.max(largest(diagonal), largest(beside));
        if (!Double.isFinite(largest)) {
            throw new IllegalArgumentException("an element of the tridiagonal matrix is not finite");
        }
        if (largest == 0) {
            return new double[n];
        }
        int exponent = Math.getExponent(largest);
        double[] eigenvalues = scaled(multiplied(diagonal, -exponent), multiplied(beside, -exponent), threads);
        return multiplied(eigenvalues, exponent);
    }

    private static double largest(double[] elements) {
        return DoubleStream.of(elements).map(Math::abs).reduce(0, Math::max);
    }

    /** Times 2^exponent, never -0. */
    private static double[] multiplied(double[] elements, int exponent) {
        return DoubleStream.of(elements).map(x -> Math.scalb(x, exponent) + 0.0).toArray();
    }

    /** Of a matrix whose largest element is near 1. All eigenvalues are within Gershgorin's circles. */
    private static double[] scaled(double[] diagonal, double[] beside, int threads) {
        int n = diagonal.length;
        double[] squares = new double[n];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            double before = i == 0 ? 0 : Math.abs(beside[i - 1]);
            double after = i == n - 1 ? 0 : Math.abs(beside[i]);
            squares[i] = i == 0 ? 0 : Math.max(before * before, LEAST_SQUARE);
            low = Math.min(low, diagonal[i] - before - after);
            high = Math.max(high, diagonal[i] + before + after);
        }
        double tolerance = Math.ulp(Math.max(-low, high));
        // Sturm counts are those of a matrix that differs by rounding errors.
        double margin = 8 * tolerance;
        int members = Math.clamp(n / ROWS_A_THREAD, 1, Math.max(1, threads));
        double[] eigenvalues = SturmSearch.run(diagonal, squares, low - margin, high + margin, tolerance, members);
        // Neighbours closer than rounding may be found in either order.
        Arrays.sort(eigenvalues);
        return eigenvalues;
    }
}
