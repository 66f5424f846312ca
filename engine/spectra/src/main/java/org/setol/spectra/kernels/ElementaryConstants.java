package org.setol.spectra.kernels;

/**
 * Constants of exp and log, shared by the scalar and the vector form so that both round alike.
 *
 * <p>exp: x = k ln 2 + r, |r| &le; ln 2 / 2, Taylor to degree 13 (truncation 4e-18 relative), then scaling by 2^k in two
 * steps so that subnormal results and the last binade come out right. log: the reduction and the minimax polynomial of
 * FreeBSD's msun {@code e_log.c} (Remez error 2^-58.45).
 */
final class ElementaryConstants {

    /** 1.5 * 2^52: adding it rounds to an integer, which then stands in the low bits. */
    static final double ROUND = 0x1.8p52;

    static final long ROUND_BITS = Double.doubleToRawLongBits(ROUND);

    static final double LOG2_E = 1.4426950408889634;
    static final double HALF_LOG2_E = LOG2_E / 2;

    /** ln 2 to 33 bits, so that k * LN2_HIGH is exact; LN2_LOW is the rest. */
    static final double LN2_HIGH = 0x1.62e42feep-1;

    static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    /** Outside these, exp is 0 or infinite in float64; clamping keeps k small. */
    static final double EXP_LOWEST = -746;

    static final double EXP_HIGHEST = 710;

    static final long EXPONENT_BIAS = 1023;
    static final int MANTISSA_BITS = 52;
    static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;

    /** Bits of sqrt(1/2): mantissas are reduced to [sqrt(1/2), sqrt(2)). */
    static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    static final long ONE_BITS = 0x3ff0000000000000L;

    /** 2^52 as bits; OR-ing a small integer into it and subtracting 2^52 converts that integer to double. */
    static final long TWO52_BITS = 0x4330000000000000L;

    static final double TWO52_PLUS_BIAS = 0x1p52 + 1023;

    /** Subnormals are multiplied by this before log. */
    static final double TWO54 = 0x1p54;

    static final double LG1 = 0x1.5555555555593p-1;
    static final double LG2 = 0x1.999999997fa04p-2;
    static final double LG3 = 0x1.2492494229359p-2;
    static final double LG4 = 0x1.c71c51d8e78afp-3;
    static final double LG5 = 0x1.7466496cb03dep-3;
    static final double LG6 = 0x1.39a09d078c69fp-3;
    static final double LG7 = 0x1.2f112df3e5244p-3;

    /** 1/k! for k = 0..13. */
    static final double E2 = 1.0 / 2;

    static final double E3 = 1.0 / 6;
    static final double E4 = 1.0 / 24;
    static final double E5 = 1.0 / 120;
    static final double E6 = 1.0 / 720;
    static final double E7 = 1.0 / 5040;
    static final double E8 = 1.0 / 40320;
    static final double E9 = 1.0 / 362880;
    static final double E10 = 1.0 / 3628800;
    static final double E11 = 1.0 / 39916800;
    static final double E12 = 1.0 / 479001600;
    static final double E13 = 1.0 / 6227020800.0;

    private ElementaryConstants() {}
}
