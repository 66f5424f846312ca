package org.setol.spectra.freeprob;

import java.util.Arrays;
import org.setol.spectra.kernels.DoubleDoubles;
import org.setol.spectra.kernels.Kernels;

/**
 * Moments of a spectrum in double-double arithmetic, of (x - centre) / 2^exponent, which lies in [-1, 1]: nothing
 * overflows, and scaling and subtracting are exact. Immutable but for its arrays, which nobody should write to.
 *
 * @param convention what they are
 * @param count how many values
 * @param centre what was subtracted from the values
 * @param exponent binary exponent of the scale
 * @param scaled m_0 = 1, m_1, ..., m_order of the scaled values
 * @param bounds of the absolute error of each scaled moment
 */
public record Moments(
        MomentConvention convention, int count, double centre, int exponent, DoubleDoubles scaled, double[] bounds) {

    /** The highest order anybody asks for, and the highest that is tested. */
    public static final int MAX_ORDER = 64;

    private static final int MIN_EXPONENT = -1022;

    /** 2^-106: the square of the unit roundoff. */
    static final double UNIT = 0x1p-106;

    /** For the rounding of the bounds themselves, which have only non-negative terms. */
    static final double SLACK = 1 + 1e-9;

    /** Moments about 0 of free probability's convention; see {@link #of(double[], int, MomentConvention, double)}. */
    public static Moments of(double[] values, int order) {
        return of(values, order, MomentConvention.MEAN, 0);
    }

    /**
     * Moments about 0. O(n order) double-double operations: 1000 values to order 64 take 0.3 ms.
     *
     * @param values finite, at least one, in any order; not changed
     * @param order highest, 1 to {@value #MAX_ORDER}
     * @param valueError absolute error of each value, which the bounds then include; 0 when they are exact
     */
    public static Moments of(double[] values, int order, MomentConvention convention, double valueError) {
        return about(0, values, order, convention, valueError);
    }

    /**
     * Moments that are known otherwise, about 0.
     *
     * @param moments m_1, m_2, ..., finite
     * @param relativeError of each
     */
    public static Moments given(double[] moments, double relativeError) {
        requireOrder(moments.length);
        int exponent = Integer.MIN_VALUE;
        for (int k = 1; k <= moments.length; k++) {
            double size = Math.abs(moments[k - 1]);
            if (size > 0) {
                exponent = Math.max(exponent, Math.ceilDiv(Math.getExponent(size) + 1, k));
            }
        }
        exponent = Math.max(exponent, MIN_EXPONENT);
        DoubleDoubles scaled = DoubleDoubles.zeros(moments.length + 1);
        double[] bounds = new double[moments.length + 1];
        scaled.set(0, 1, 0);
        for (int k = 1; k <= moments.length; k++) {
            scaled.set(k, Math.scalb(moments[k - 1], -exponent * k), 0);
            bounds[k] = relativeError * Math.abs(scaled.high()[k]) + 0x1p-1000;
        }
        return new Moments(MomentConvention.MEAN, 1, 0, exponent, scaled, bounds);
    }

    /** Moments about the mean (rounded to a double, so that the first is tiny, not zero), convention MEAN. */
    public static Moments central(double[] values, int order, double valueError) {
        requireSpectrum(values);
        double mean = 0;
        for (double x : values) {
            mean += x / values.length;
        }
        return about(mean, values, order, MomentConvention.MEAN, valueError);
    }

    private static Moments about(
            double centre, double[] values, int order, MomentConvention convention, double valueError) {
        requireSpectrum(values);
        requireOrder(order);
        double largest = 0;
        for (double x : values) {
            largest = Math.max(largest, Math.abs(x - centre));
        }
        int exponent = exponent(largest, convention == MomentConvention.TRACE ? values.length : 1);
        DoubleDoubles x = scaled(values, centre, exponent);
        DoubleDoubles power = ones(values.length);
        DoubleDoubles moments = DoubleDoubles.zeros(order + 1);
        moments.set(0, 1, 0);
        double[] sum = new double[2];
        for (int k = 1; k <= order; k++) {
            Kernels.multiplyAndSum(x, power, sum);
            moments.set(k, sum[0], sum[1]);
            if (convention == MomentConvention.MEAN) {
                moments.divide(k, values.length);
            }
        }
        double total = convention == MomentConvention.MEAN ? 1 : values.length;
        double[] bounds = bounds(moments, total, values.length, Math.scalb(valueError, -exponent));
        return new Moments(convention, values.length, centre, exponent, moments, bounds);
    }

    /** Brings the values into [-1, 1], and of sums the second and later moments with them. */
    private static int exponent(double largest, int terms) {
        int halfOfTerms = (Integer.SIZE - Integer.numberOfLeadingZeros(terms - 1) + 1) / 2;
        return largest == 0 ? 0 : Math.getExponent(largest) + 1 + halfOfTerms;
    }

    /** Exact: a double minus a double is a double-double, and the scale is a power of two. */
    private static DoubleDoubles scaled(double[] values, double centre, int exponent) {
        DoubleDoubles x = DoubleDoubles.zeros(values.length);
        for (int i = 0; i < values.length; i++) {
            x.set(i, Math.scalb(values[i], -exponent), -Math.scalb(centre, -exponent));
        }
        return x;
    }

    private static DoubleDoubles ones(int count) {
        DoubleDoubles ones = DoubleDoubles.zeros(count);
        Arrays.fill(ones.high(), 1);
        return ones;
    }

    /**
     * Bounds of the errors, by the absolute moments a_k (for odd k from a_k^2 &le; a_(k-1) a_(k+1), Cauchy and Schwarz).
     * Arithmetic: k products of 4 units each, a sum of n of 3.01 (n/8 + 4), a division of 16. Values that are off by d:
     * k d (a_(k-1)^(1/(k-1)) + d)^(k-1), by Minkowski. Subnormal numbers err by less than 2^-1000.
     */
    private static double[] bounds(DoubleDoubles moments, double total, int count, double valueError) {
        double[] m = moments.high();
        double[] bounds = new double[m.length];
        double previous = total;
        for (int k = 1; k < m.length; k++) {
            double magnitude = k % 2 == 0 ? m[k] : k + 1 < m.length ? Math.sqrt(previous * m[k + 1]) : previous;
            double units = 4.0 * k + 3.01 * (count / 8.0 + 4) + 16;
            double shifted = k == 1 ? total : Math.pow(Math.pow(previous, 1.0 / (k - 1)) + valueError, k - 1);
            bounds[k] = SLACK * (units * UNIT * magnitude + k * valueError * shifted) + 0x1p-1000;
            previous = magnitude;
        }
        return bounds;
    }

    public int order() {
        return scaled.length() - 1;
    }

    /** m_k of x - centre in the units of the values; infinite when it is beyond the largest double. */
    public double value(int k) {
        return Math.scalb(scaled.high()[k], Math.multiplyExact(exponent, k));
    }

    /** How far {@link #value} may be off, but for its rounding to a double. */
    public double bound(int k) {
        return Math.scalb(bounds[k], Math.multiplyExact(exponent, k));
    }

    static void requireOrder(int order) {
        if (order < 1 || order > MAX_ORDER) {
            throw new IllegalArgumentException("order " + order + ", expected 1 to " + MAX_ORDER);
        }
    }

    static void requireSpectrum(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a spectrum needs at least one value");
        }
        for (double x : values) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("a spectrum needs finite values, one is " + x);
            }
        }
    }
}
