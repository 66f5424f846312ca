package org.setol.spectra.kernels;

import static org.setol.spectra.kernels.ElementaryConstants.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp and log by the lane. Only additions, multiplications, FMAs and bit operations, each correctly rounded, so every
 * width and the scalar twin give the same bits; {@code VectorOperators.EXP} promises less and differs between CPUs.
 */
final class VectorElementary implements ElementaryKernel {

    private static final VectorSpecies<Double> SPECIES = VectorShapes.DOUBLE;
    private static final int LANES = SPECIES.length();

    @Override
    public void exp(double[] x, int from, int to, double[] out) {
        int k = from;
        for (int bound = from + SPECIES.loopBound(to - from); k < bound; k += LANES) {
            exp(DoubleVector.fromArray(SPECIES, x, k)).intoArray(out, k);
        }
        for (; k < to; k++) {
            out[k] = ScalarElementary.exp(x[k]);
        }
    }

    @Override
    public void log(double[] x, int from, int to, double[] out) {
        int k = from;
        for (int bound = from + SPECIES.loopBound(to - from); k < bound; k += LANES) {
            DoubleVector value = DoubleVector.fromArray(SPECIES, x, k);
            if (value.lt(Double.MIN_NORMAL).anyTrue()
                    || !value.lt(Double.POSITIVE_INFINITY).allTrue()) {
                scalarLog(x, k, k + LANES, out);
            } else {
                logOfNormal(value).intoArray(out, k);
            }
        }
        scalarLog(x, k, to, out);
    }

    /** Negative, subnormal, infinite and undefined values, and what is left at the end. */
    private static void scalarLog(double[] x, int from, int to, double[] out) {
        for (int k = from; k < to; k++) {
            out[k] = ScalarElementary.log(x[k]);
        }
    }

    static DoubleVector exp(DoubleVector value) {
        DoubleVector x = value.max(EXP_LOWEST).min(EXP_HIGHEST);
        DoubleVector round = DoubleVector.broadcast(SPECIES, ROUND);
        DoubleVector t = x.fma(DoubleVector.broadcast(SPECIES, LOG2_E), round);
        DoubleVector k = t.sub(round);
        LongVector k1 = x.fma(DoubleVector.broadcast(SPECIES, HALF_LOG2_E), round)
                .reinterpretAsLongs()
                .sub(ROUND_BITS);
        LongVector k2 = t.reinterpretAsLongs().sub(ROUND_BITS).sub(k1);
        DoubleVector r = k.fma(broadcast(-LN2_LOW), k.fma(broadcast(-LN2_HIGH), x));
        return taylor(r).mul(power(k1)).mul(power(k2));
    }

    /** e^r for |r| up to ln 2 / 2. */
    private static DoubleVector taylor(DoubleVector r) {
        DoubleVector p = r.fma(broadcast(E13), broadcast(E12));
        p = p.fma(r, broadcast(E11));
        p = p.fma(r, broadcast(E10));
        p = p.fma(r, broadcast(E9));
        p = p.fma(r, broadcast(E8));
        p = p.fma(r, broadcast(E7));
        p = p.fma(r, broadcast(E6));
        p = p.fma(r, broadcast(E5));
        p = p.fma(r, broadcast(E4));
        p = p.fma(r, broadcast(E3));
        p = p.fma(r, broadcast(E2));
        p = p.fma(r, broadcast(1));
        return p.fma(r, broadcast(1));
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    private static DoubleVector power(LongVector k) {
        return k.add(EXPONENT_BIAS)
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .reinterpretAsDoubles();
    }

    /** ln of positive, normal, finite values. */
    private static DoubleVector logOfNormal(DoubleVector x) {
        LongVector shifted = x.reinterpretAsLongs().add(ONE_BITS - SQRT_HALF_BITS);
        DoubleVector k = shifted.lanewise(VectorOperators.LSHR, MANTISSA_BITS)
                .or(TWO52_BITS)
                .reinterpretAsDoubles()
                .sub(TWO52_PLUS_BIAS);
        DoubleVector f = shifted.and(MANTISSA_MASK)
                .add(SQRT_HALF_BITS)
                .reinterpretAsDoubles()
                .sub(1);
        DoubleVector s = f.div(f.add(2));
        DoubleVector half = f.mul(0.5).mul(f);
        DoubleVector low = s.fma(half.add(minimax(s.mul(s))), k.mul(LN2_LOW));
        return k.fma(broadcast(LN2_HIGH), f.sub(half.sub(low)));
    }

    private static DoubleVector minimax(DoubleVector z) {
        DoubleVector w = z.mul(z);
        DoubleVector even = w.mul(w.fma(w.fma(broadcast(LG6), broadcast(LG4)), broadcast(LG2)));
        DoubleVector odd = z.mul(w.fma(w.fma(w.fma(broadcast(LG7), broadcast(LG5)), broadcast(LG3)), broadcast(LG1)));
        return even.add(odd);
    }
}
