package org.setol.spectra.kernels;

/**
 * Numbers of about 32 digits: each the unevaluated sum of two doubles, the second at most half an ulp of the first.
 *
 * @param high the numbers, rounded; not copied
 * @param low what rounding took; not copied
 */
public record DoubleDoubles(double[] high, double[] low) {

    /** So many zeros. */
    public static DoubleDoubles zeros(int count) {
        return new DoubleDoubles(new double[count], new double[count]);
    }

    /** Exact copies. */
    public static DoubleDoubles of(double[] values) {
        return new DoubleDoubles(values.clone(), new double[values.length]);
    }

    public int length() {
        return high.length;
    }

    /** A copy of its own arrays. */
    public DoubleDoubles copy() {
        return new DoubleDoubles(high.clone(), low.clone());
    }

    /** Number k becomes a + b, exactly when that fits: Knuth's two-sum. */
    public void set(int k, double a, double b) {
        double sum = a + b;
        double rest = sum - a;
        high[k] = sum;
        low[k] = (a - (sum - rest)) + (b - rest);
    }

    /** Number k is divided by a double, with an error of at most 2^-102 of it. */
    public void divide(int k, double divisor) {
        double quotient = high[k] / divisor;
        double remainder = Math.fma(-quotient, divisor, high[k]) + low[k];
        set(k, quotient, remainder / divisor);
    }
}
