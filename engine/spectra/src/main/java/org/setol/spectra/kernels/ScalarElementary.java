package org.setol.spectra.kernels;

import static org.setol.spectra.kernels.ElementaryConstants.*;

/** exp and log one value at a time, operation for operation what {@link VectorElementary} does: same bits. */
final class ScalarElementary implements ElementaryKernel {

    @Override
    public void exp(double[] x, int from, int to, double[] out) {
        for (int k = from; k < to; k++) {
            out[k] = exp(x[k]);
        }
    }

    @Override
    public void log(double[] x, int from, int to, double[] out) {
        for (int k = from; k < to; k++) {
            out[k] = log(x[k]);
        }
    }

    static double exp(double value) {
        double x = Math.min(Math.max(value, EXP_LOWEST), EXP_HIGHEST);
        double t = Math.fma(x, LOG2_E, ROUND);
        double k = t - ROUND;
        double t1 = Math.fma(x, HALF_LOG2_E, ROUND);
        long k1 = Double.doubleToRawLongBits(t1) - ROUND_BITS;
        long k2 = Double.doubleToRawLongBits(t) - ROUND_BITS - k1;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        double p = Math.fma(E13, r, E12);
        p = Math.fma(p, r, E11);
        p = Math.fma(p, r, E10);
        p = Math.fma(p, r, E9);
        p = Math.fma(p, r, E8);
        p = Math.fma(p, r, E7);
        p = Math.fma(p, r, E6);
        p = Math.fma(p, r, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, 1);
        p = Math.fma(p, r, 1);
        return p * power(k1) * power(k2);
    }

    private static double power(long k) {
        return Double.longBitsToDouble((k + EXPONENT_BIAS) << MANTISSA_BITS);
    }

    static double log(double value) {
        if (!(value > 0)) {
            return value == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (value == Double.POSITIVE_INFINITY) {
            return value;
        }
        boolean subnormal = value < Double.MIN_NORMAL;
        double x = subnormal ? value * TWO54 : value;
        long shifted = Double.doubleToRawLongBits(x) + (ONE_BITS - SQRT_HALF_BITS);
        double k = Double.longBitsToDouble((shifted >>> MANTISSA_BITS) | TWO52_BITS) - TWO52_PLUS_BIAS;
        k = subnormal ? k - 54 : k;
        double m = Double.longBitsToDouble((shifted & MANTISSA_MASK) + SQRT_HALF_BITS);
        double f = m - 1;
        double s = f / (f + 2);
        double z = s * s;
        double w = z * z;
        double even = w * Math.fma(w, Math.fma(w, LG6, LG4), LG2);
        double odd = z * Math.fma(w, Math.fma(w, Math.fma(w, LG7, LG5), LG3), LG1);
        double half = 0.5 * f * f;
        double low = Math.fma(s, half + (even + odd), k * LN2_LOW);
        return Math.fma(k, LN2_HIGH, f - (half - low));
    }
}
