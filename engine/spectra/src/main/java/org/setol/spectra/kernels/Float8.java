package org.setol.spectra.kernels;

/**
 * The two 8-bit formats of Micikevicius et al. 2022 (arXiv:2209.05433), decoded by table: 256 values are all there are.
 */
final class Float8 {

    /** Finite variant: bias 7, no infinities, S.1111.111 is NaN, largest value 448. */
    static final float[] E4M3 = table(4, 3, 7);

    /** IEEE style: bias 15, infinities, largest value 57344. */
    static final float[] E5M2 = table(5, 2, 15);

    private Float8() {}

    private static float[] table(int exponentBits, int mantissaBits, int bias) {
        float[] table = new float[256];
        for (int code = 0; code < 256; code++) {
            int exponent = (code >> mantissaBits) & ((1 << exponentBits) - 1);
            int mantissa = code & ((1 << mantissaBits) - 1);
            float magnitude = magnitude(exponent, mantissa, exponentBits, mantissaBits, bias);
            table[code] = code < 128 ? magnitude : -magnitude;
        }
        return table;
    }

    private static float magnitude(int exponent, int mantissa, int exponentBits, int mantissaBits, int bias) {
        int top = (1 << exponentBits) - 1;
        boolean ieee = exponentBits == 5;
        if (exponent == top && ieee) {
            return mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        }
        if (exponent == top && mantissa == (1 << mantissaBits) - 1) {
            return Float.NaN;
        }
        float fraction = (float) mantissa / (1 << mantissaBits);
        return exponent == 0 ? Math.scalb(fraction, 1 - bias) : Math.scalb(1 + fraction, exponent - bias);
    }
}
