package org.setol.spectra.backend;

import org.setol.spectra.matrix.Precision;

/** Whether the squares of a matrix's elements, and their sums, keep well within the range of a precision. */
final class GramRange {

    /** Elements whose magnitude lies between 2^-this and 2^this have squares, and sums of them, well within range. */
    private static final int COMFORTABLE_FLOAT32 = 20;

    private static final int COMFORTABLE_FLOAT64 = 200;

    private GramRange() {}

    /**
     * 0 for weights as they are as a rule; else that of the power of two that brings the norm near 1. The largest element lies
     * between the root mean square and the norm.
     */
    static int exponent(FrobeniusNorm norm, SpectrumRequest request) {
        double scaled = Math.sqrt(norm.scaledSumOfSquares());
        if (scaled == 0) {
            return 0;
        }
        int greatest = Math.getExponent(scaled) + Math.getExponent(norm.scale());
        double size = (double) request.rows() * request.cols();
        int least = greatest - Math.getExponent(size) / 2 - 1;
        int comfortable = request.precision() == Precision.FLOAT32 ? COMFORTABLE_FLOAT32 : COMFORTABLE_FLOAT64;
        return greatest <= comfortable && least >= -comfortable ? 0 : -greatest;
    }
}
