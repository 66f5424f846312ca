package org.setol.spectra.backend;

/**
 * The Frobenius norm as {@code scale * sqrt(scaledSumOfSquares)}, so that matrices of 1e300 or 1e-300 have one too
 * (after LAPACK's {@code lassq}).
 *
 * @param scale a power of two; 1 unless squares of the elements overflow or underflow
 * @param scaledSumOfSquares sum of (element / scale)^2
 */
public record FrobeniusNorm(double scale, double scaledSumOfSquares) implements WeightScan {

    /** Of no elements. */
    static final FrobeniusNorm ZERO = new FrobeniusNorm(1, 0);

    /** Squares of magnitudes in this range, and sums of 2^60 of them, are normal doubles. */
    private static final double SMALLEST_SAFE = 0x1p-400;

    private static final double LARGEST_SAFE = 0x1p480;

    /** Keeps both the scale and its reciprocal normal. */
    private static final int LARGEST_EXPONENT = 1000;

    public FrobeniusNorm {
        if (!(scale > 0) || !(scaledSumOfSquares >= 0)) {
            throw new IllegalArgumentException("scale " + scale + ", sum of squares " + scaledSumOfSquares);
        }
    }

    /** The norm itself; infinite when it exceeds the range of a double. */
    public double value() {
        return scale * Math.sqrt(scaledSumOfSquares);
    }

    /** The norm of both matrices' elements together. */
    FrobeniusNorm plus(FrobeniusNorm other) {
        if (other.scaledSumOfSquares == 0) {
            return this;
        }
        if (scaledSumOfSquares == 0) {
            return other;
        }
        double common = Math.max(scale, other.scale);
        return new FrobeniusNorm(common, sumIn(common) + other.sumIn(common));
    }

    private double sumIn(double other) {
        double factor = scale / other;
        return scaledSumOfSquares * factor * factor;
    }

    /** True for a sum of squares to which no element contributed an overflow, and none that underflowed mattered. */
    static boolean isOrdinary(double sumOfSquares) {
        return sumOfSquares >= SMALLEST_SAFE * SMALLEST_SAFE && sumOfSquares <= LARGEST_SAFE * LARGEST_SAFE;
    }

    static boolean squaresAreSafe(double largest) {
        return largest == 0 || (largest >= SMALLEST_SAFE && largest <= LARGEST_SAFE);
    }

    static double scaleFor(double largest) {
        return Math.scalb(1.0, Math.clamp(Math.getExponent(largest), -LARGEST_EXPONENT, LARGEST_EXPONENT));
    }
}
