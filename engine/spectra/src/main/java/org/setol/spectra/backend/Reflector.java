package org.setol.spectra.backend;

/**
 * A Householder reflector H = I - tau v v^T with v[from] = 1 that maps x to beta e_1 (Golub and Van Loan 2013,
 * algorithm 5.1.1, with the sign of LAPACK's {@code larfg}). The vector is first scaled by a power of two, so that H is
 * orthogonal to working precision whatever the magnitude of x, subnormal numbers included.
 */
final class Reflector {

    /** Keeps the scale and its reciprocal normal. */
    private static final int LARGEST_EXPONENT = 1000;

    private final double[] v;
    private double tau;
    private double beta;

    /** Reflectors of vectors with up to {@code length} elements. */
    Reflector(int length) {
        v = new double[length];
    }

    /** Holds x at [from, to) before {@link #compute}, v after it. */
    double[] v() {
        return v;
    }

    double tau() {
        return tau;
    }

    /** The element that is left of x: -sign(x_1) ||x||, or x_1 itself when the others are zero. */
    double beta() {
        return beta;
    }

    /** Replaces x by v. */
    void compute(int from, int to) {
        double alpha = v[from];
        double largest = largest(from + 1, to);
        v[from] = 1;
        if (largest == 0) {
            tau = 0;
            beta = alpha;
            return;
        }
        int exponent = Math.getExponent(Math.max(largest, Math.abs(alpha)));
        double scale = Math.scalb(1.0, -Math.clamp(exponent, -LARGEST_EXPONENT, LARGEST_EXPONENT));
        alpha *= scale;
        double signedNorm = -Math.copySign(scaledNorm(alpha, from + 1, to, scale), alpha);
        tau = (signedNorm - alpha) / signedNorm;
        beta = signedNorm / scale;
        double inverse = 1 / (alpha - signedNorm);
        for (int i = from + 1; i < to; i++) {
            v[i] = v[i] * scale * inverse;
        }
    }

    private double largest(int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(v[i]));
        }
        return largest;
    }

    private double scaledNorm(double alpha, int from, int to, double scale) {
        double sum = alpha * alpha;
        for (int i = from; i < to; i++) {
            double x = v[i] * scale;
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
