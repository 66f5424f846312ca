package org.setol.spectra.backend;

import java.util.Arrays;
import java.util.Optional;
import org.setol.spectra.matrix.Precision;

/**
 * Where the eigenvalues sigma^2 of a matrix are, of which a result has approximations: the i-th smallest is in [low_i, high_i],
 * whatever the others are.
 *
 * @param bound most that an eigenvalue of the result, as its backend found it, is wrong, in the eigenvalues' own unit
 * @param low ascending, not negative; not copied
 * @param high ascending; not copied
 * @param settled so many of the smallest are known to LAPACK's own accuracy
 * @param direction a unit vector, of the shorter side's length, near the singular vector of the smallest value, from which that
 *     value can be settled; empty as a rule; not copied
 */
public record Uncertainty(double bound, double[] low, double[] high, int settled, double[] direction) {

    /**
     * Measured over nine families of matrices (benchmarks/NOTES.md, entries 7 and 35; GramBoundTest holds the route in use to
     * it): the largest error of any eigenvalue is 0.62 of (8 + ||G||_F / lambda_max) eps32 lambda_max for orthonormal columns, and
     * below two fifths for all others, with a diagonal that is summed in float64.
     */
    private static final double REDUCTION = 8;

    /**
     * Products that are all alike, of equal elements or masks, round all in one direction: a panel's 512 additions lose up to half
     * of eps each, of half the sum in the mean. So this weighs the part of the trace that is of columns with few magnitudes. And as alike
     * products make the largest eigenvalue most of the trace, the square of that share, whatever the magnitudes. Found (ibid. and
     * entry 41): 41 eps32 lambda_max where all columns are of one value, 21 where a few are, beside normal ones.
     */
    private static final double ALIKE = 128;

    /**
     * Longer sides sum more products into every element of the Gram matrix: measured at 100,000 and 200,000, errors reach 7.6
     * eps32 lambda_max where the formula above has 10 to 15; from here on its first term grows with the root of the side.
     */
    private static final double LONG = 1 << 14;

    /** Errors of a long Gram matrix come to 0.35 eps32 lambda_max without alike products, of which those in a sixth of the rows are not told. */
    private static final double LONG_PRODUCT = 2;

    /**
     * Part of ||G||_F in the bound of a long Gram matrix. Measured (benchmarks/NOTES.md, entry 41): orthonormal columns err by 0.12
     * eps32 ||G||_F at most, products all alike by 12 eps32 lambda_max, everything else by less than 0.35.
     */
    private static final double LONG_SPREAD = 0.25;

    public Uncertainty {
        if (!(bound >= 0) || low.length != high.length || settled < 0 || settled > low.length) {
            throw new IllegalArgumentException(
                    "bound " + bound + ", " + settled + " settled of " + low.length + " and " + high.length);
        }
    }

    /** Of eigenvalues that are all wrong by at most the bound. */
    public static Uncertainty within(double bound, double[] ascending) {
        double[] low = Arrays.stream(ascending).map(x -> Math.max(0, x - bound)).toArray();
        double[] high = Arrays.stream(ascending).map(x -> x + bound).toArray();
        return new Uncertainty(bound, low, high, 0, new double[0]);
    }

    /**
     * Of eigenvalues by a float32 Gram matrix with a diagonal summed in float64, reduced in float32, its tridiagonal matrix
     * solved in float64: (8 lambda_max + 128 a + ||G||_F) 2^-23, where ||G||_F^2 is the sum of the squared eigenvalues and a the
     * greater of min(lambda_max, alike) and lambda_max^3 / trace^2; more for sides above 2^14.
     *
     * @param ascending the eigenvalues
     * @param longer the longer side of the matrix
     * @param alike the part of the trace that is of columns with few magnitudes, whose products round alike
     */
    public static Uncertainty ofFloat32Gram(double[] ascending, int longer, double alike) {
        double largest = largest(ascending);
        double reduction = REDUCTION * Math.sqrt(Math.max(1, longer / LONG)) * largest;
        return within(
                Precision.FLOAT32.epsilon() * (reduction + ALIKE * weight(ascending, alike) + norm(ascending)),
                ascending);
    }

    /**
     * Of eigenvalues by a Gram matrix of at least eight times as long a side, whose products are added up in float32, a few thousand at a
     * time, and these sums, and the diagonal, in float64, as is all that follows: (2 lambda_max + 128 a + ||G||_F / 4) 2^-23, a as in {@link
     * #ofFloat32Gram}. Whatever the longer side, as rounding errors of thousands of products stay apart from each other.
     *
     * @param ascending the eigenvalues
     * @param alike as in {@link #ofFloat32Gram}
     */
    public static Uncertainty ofLongGram(double[] ascending, double alike) {
        double largest = largest(ascending);
        return within(
                Precision.FLOAT32.epsilon()
                        * (LONG_PRODUCT * largest + ALIKE * weight(ascending, alike) + LONG_SPREAD * norm(ascending)),
                ascending);
    }

    private static double weight(double[] ascending, double alike) {
        double largest = largest(ascending);
        double share =
                largest / Math.max(Double.MIN_NORMAL, Arrays.stream(ascending).sum());
        return Math.max(Math.min(largest, alike), share * share * largest);
    }

    private static double largest(double[] ascending) {
        return ascending.length == 0 ? 0 : ascending[ascending.length - 1];
    }

    private static double norm(double[] ascending) {
        return Math.sqrt(Arrays.stream(ascending).map(x -> x * x).sum());
    }

    /**
     * With narrower intervals for the eigenvalues from the {@code from}-th on: what they have in common with those known. The
     * order narrows their neighbours'.
     *
     * @return empty when an interval has nothing in common with the one known: one of the two is wrong
     */
    public Optional<Uncertainty> narrowed(int from, double[] least, double[] most) {
        double[] lows = low.clone();
        double[] highs = high.clone();
        for (int k = 0; k < least.length; k++) {
            lows[from + k] = Math.max(low[from + k], least[k]);
            highs[from + k] = Math.min(high[from + k], most[k]);
        }
        for (int i = 1; i < lows.length; i++) {
            lows[i] = Math.max(lows[i], lows[i - 1]);
            highs[lows.length - 1 - i] = Math.min(highs[lows.length - 1 - i], highs[lows.length - i]);
        }
        for (int i = 0; i < lows.length; i++) {
            if (!(lows[i] <= highs[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new Uncertainty(bound, lows, highs, settled, direction));
    }

    /** With so many of the smallest known to LAPACK's own accuracy. */
    public Uncertainty withSettled(int count) {
        return new Uncertainty(bound, low, high, count, direction);
    }

    /** With a direction to settle the smallest value from. */
    public Uncertainty withDirection(double[] found) {
        return new Uncertainty(bound, low, high, settled, found);
    }
}
