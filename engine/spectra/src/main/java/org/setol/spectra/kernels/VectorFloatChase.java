package org.setol.spectra.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four columns at a time, so that the vectors that all of them need are loaded once. Short methods that are called
 * often: C2 compiles by the number of calls, and until then the Vector API is a hundred times slower.
 */
final class VectorFloatChase implements ChaseKernel<float[]> {

    /**
     * Columns begin anywhere, so that every access of 512 bits crosses a cache line. A step at width 64 on a Zen 4 takes
     * 2.1 microseconds with 256 bits, 2.6 with 512.
     */
    private static final int MOST_BITS = 256;

    private static final VectorSpecies<Float> SPECIES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Math.min(MOST_BITS, VectorShapes.BITS)));
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> BY_4 = crossing(4);
    private static final VectorShuffle<Float> BY_2 = crossing(2);

    /** Powers of two up to this are normal, and so are their reciprocals. */
    private static final int MOST_EXPONENT = Float.MAX_EXPONENT - 1;

    /** As many zeros as ones: read from LANES - j on, the lanes from j on are 1. */
    private static final float[] FROM_LANE = fromLane();

    private static VectorShuffle<Float> crossing(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
    }

    private static float[] fromLane() {
        float[] mask = new float[3 * LANES];
        Arrays.fill(mask, LANES, 2 * LANES, 1);
        return mask;
    }

    @Override
    public String name() {
        return "float x " + LANES;
    }

    @Override
    public int padding() {
        return LANES;
    }

    @Override
    public float[] array(int length) {
        return new float[length];
    }

    @Override
    public void eliminate(float[] a, int at, int width, float[] reflector) {
        float largest = largest(a, at + 1, width - 1);
        reflector[0] = 1;
        if (largest == 0) {
            Arrays.fill(reflector, 1, width + 1, 0);
            return;
        }
        // Squares of tiny columns, which rounding leaves where there should be zeros, would underflow.
        int exponent = Math.clamp(Math.getExponent(Math.max(largest, Math.abs(a[at]))), -MOST_EXPONENT, MOST_EXPONENT);
        float scale = Math.scalb(1f, -exponent);
        double first = (double) a[at] * scale;
        a[at] = 0;
        scaledSquares(a, at, width, scale, reflector);
        double beta = -Math.copySign(Math.sqrt(first * first + fold(reflector, 0)), first);
        divide(a, at, width, scale, (float) (1 / (first - beta)), reflector);
        reflector[0] = 1;
        reflector[width] = (float) ((beta - first) / beta);
        a[at] = (float) Math.scalb(beta, exponent);
    }

    private static float largest(float[] a, int at, int count) {
        float largest = 0;
        for (int k = 0; k < count; k++) {
            largest = Math.max(largest, Math.abs(a[at + k]));
        }
        return largest;
    }

    /** A vector with parts of the sum of squares. */
    private static void scaledSquares(float[] a, int at, int width, float scale, float[] to) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, at + k).mul(scale);
            sum = x.fma(x, sum);
        }
        sum.intoArray(to, 0);
    }

    /** The column times scale and factor, one after the other; zeros in its place. */
    private static void divide(float[] a, int at, int width, float scale, float factor, float[] to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            FloatVector.fromArray(SPECIES, a, at + k).mul(scale).mul(factor).intoArray(to, k);
            zero.intoArray(a, at + k);
        }
    }

    @Override
    public void chase(float[] a, int at, int lda, int width, float[] before, float[] after, float[] scratch) {
        Arrays.fill(scratch, 0, width, 0);
        for (int c = 0; c < width; c += 4) {
            addColumns(a, at + c * lda, lda, width, before, c, scratch);
        }
        scale(scratch, width, before[width]);
        subtract(a, at, width, before[0], scratch);
        eliminate(a, at, width, after);
        for (int c = 1; c < 4; c++) {
            reflectColumn(a, at + c * lda, width, before[c], scratch, after);
        }
        for (int c = 4; c < width; c += 4) {
            subtractColumns(a, at + c * lda, lda, width, before, c, scratch, after);
            foldDots(scratch, width, -after[width], width);
            addMultiples(a, at + c * lda, lda, width, scratch, after);
        }
    }

    @Override
    public void congruence(float[] a, int at, int lda, int width, float[] reflector, float[] scratch) {
        if (reflector[width] == 0) {
            return;
        }
        Arrays.fill(scratch, 0, width, 0);
        for (int c = 0; c < width; c += 4) {
            multiplyCorner(a, at + c * lda, lda, width, c, reflector, scratch);
            multiplyCorner(a, at + (c + 2) * lda, lda, width, c + 2, reflector, scratch);
            multiplyBelow(a, at + c * lda, lda, width, c, reflector, scratch);
            foldDots(scratch, width, 1, width + c);
        }
        project(width, reflector, scratch);
        for (int c = 0; c < width; c += 4) {
            clearAbove(a, at + c * lda, lda, c);
            updateColumns(a, at + c * lda, lda, width, c, reflector, scratch);
        }
    }

    /** w += four columns, times v[c] and the next three. */
    private static void addColumns(float[] a, int at, int lda, int width, float[] v, int c, float[] w) {
        FloatVector v0 = FloatVector.broadcast(SPECIES, v[c]);
        FloatVector v1 = FloatVector.broadcast(SPECIES, v[c + 1]);
        FloatVector v2 = FloatVector.broadcast(SPECIES, v[c + 2]);
        FloatVector v3 = FloatVector.broadcast(SPECIES, v[c + 3]);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            FloatVector sum = FloatVector.fromArray(SPECIES, a, i).fma(v0, FloatVector.fromArray(SPECIES, w, k));
            FloatVector other = FloatVector.fromArray(SPECIES, a, i + lda).mul(v1);
            sum = FloatVector.fromArray(SPECIES, a, i + 2 * lda).fma(v2, sum);
            other = FloatVector.fromArray(SPECIES, a, i + 3 * lda).fma(v3, other);
            sum.add(other).intoArray(w, k);
        }
    }

    private static void scale(float[] w, int width, float factor) {
        for (int k = 0; k < width; k++) {
            w[k] *= factor;
        }
    }

    /** The column at {@code at} less v w. */
    private static void subtract(float[] a, int at, int width, float v, float[] w) {
        FloatVector minus = FloatVector.broadcast(SPECIES, -v);
        for (int k = 0; k < width; k += LANES) {
            FloatVector.fromArray(SPECIES, w, k)
                    .fma(minus, FloatVector.fromArray(SPECIES, a, at + k))
                    .intoArray(a, at + k);
        }
    }

    /** The column less v w, then reflected by {@code after}. */
    private static void reflectColumn(float[] a, int at, int width, float v, float[] w, float[] after) {
        FloatVector minus = FloatVector.broadcast(SPECIES, -v);
        FloatVector dot = FloatVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, w, k).fma(minus, FloatVector.fromArray(SPECIES, a, at + k));
            x.intoArray(a, at + k);
            dot = x.fma(FloatVector.fromArray(SPECIES, after, k), dot);
        }
        dot.intoArray(w, width);
        FloatVector factor = FloatVector.broadcast(SPECIES, fold(w, width) * -after[width]);
        for (int k = 0; k < width; k += LANES) {
            FloatVector.fromArray(SPECIES, after, k)
                    .fma(factor, FloatVector.fromArray(SPECIES, a, at + k))
                    .intoArray(a, at + k);
        }
    }

    /** Four columns less v w; what multiple of {@code after} reflects each goes behind w. */
    private static void subtractColumns(
            float[] a, int at, int lda, int width, float[] v, int c, float[] w, float[] after) {
        FloatVector m0 = FloatVector.broadcast(SPECIES, -v[c]);
        FloatVector m1 = FloatVector.broadcast(SPECIES, -v[c + 1]);
        FloatVector m2 = FloatVector.broadcast(SPECIES, -v[c + 2]);
        FloatVector m3 = FloatVector.broadcast(SPECIES, -v[c + 3]);
        FloatVector d0 = FloatVector.zero(SPECIES);
        FloatVector d1 = FloatVector.zero(SPECIES);
        FloatVector d2 = FloatVector.zero(SPECIES);
        FloatVector d3 = FloatVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            FloatVector wk = FloatVector.fromArray(SPECIES, w, k);
            FloatVector vk = FloatVector.fromArray(SPECIES, after, k);
            FloatVector x0 = wk.fma(m0, FloatVector.fromArray(SPECIES, a, i));
            FloatVector x1 = wk.fma(m1, FloatVector.fromArray(SPECIES, a, i + lda));
            FloatVector x2 = wk.fma(m2, FloatVector.fromArray(SPECIES, a, i + 2 * lda));
            FloatVector x3 = wk.fma(m3, FloatVector.fromArray(SPECIES, a, i + 3 * lda));
            x0.intoArray(a, i);
            x1.intoArray(a, i + lda);
            x2.intoArray(a, i + 2 * lda);
            x3.intoArray(a, i + 3 * lda);
            d0 = x0.fma(vk, d0);
            d1 = x1.fma(vk, d1);
            d2 = x2.fma(vk, d2);
            d3 = x3.fma(vk, d3);
        }
        d0.intoArray(w, 2 * width);
        d1.intoArray(w, 2 * width + LANES);
        d2.intoArray(w, 2 * width + 2 * LANES);
        d3.intoArray(w, 2 * width + 3 * LANES);
    }

    private static void addMultiples(float[] a, int at, int lda, int width, float[] w, float[] after) {
        FloatVector d0 = FloatVector.broadcast(SPECIES, w[width]);
        FloatVector d1 = FloatVector.broadcast(SPECIES, w[width + 1]);
        FloatVector d2 = FloatVector.broadcast(SPECIES, w[width + 2]);
        FloatVector d3 = FloatVector.broadcast(SPECIES, w[width + 3]);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            FloatVector vk = FloatVector.fromArray(SPECIES, after, k);
            vk.fma(d0, FloatVector.fromArray(SPECIES, a, i)).intoArray(a, i);
            vk.fma(d1, FloatVector.fromArray(SPECIES, a, i + lda)).intoArray(a, i + lda);
            vk.fma(d2, FloatVector.fromArray(SPECIES, a, i + 2 * lda)).intoArray(a, i + 2 * lda);
            vk.fma(d3, FloatVector.fromArray(SPECIES, a, i + 3 * lda)).intoArray(a, i + 3 * lda);
        }
    }

    /**
     * Two columns of a lower triangle, used for its upper one too: y += column v[c], y[width + c] = column . v. Here the
     * rows that share a vector with the diagonal.
     */
    private static void multiplyCorner(float[] a, int at, int lda, int width, int c, float[] v, float[] y) {
        int k = c / LANES * LANES;
        int lane = c - k;
        int i = at + k;
        FloatVector vk = FloatVector.fromArray(SPECIES, v, k);
        FloatVector x0 =
                FloatVector.fromArray(SPECIES, a, i).mul(FloatVector.fromArray(SPECIES, FROM_LANE, LANES - lane));
        FloatVector x1 = FloatVector.fromArray(SPECIES, a, i + lda)
                .mul(FloatVector.fromArray(SPECIES, FROM_LANE, LANES - lane - 1));
        x1.mul(v[c + 1])
                .add(x0.mul(v[c]))
                .add(FloatVector.fromArray(SPECIES, y, k))
                .intoArray(y, k);
        int dots = 2 * width + c % 4 * LANES;
        x0.mul(FloatVector.fromArray(SPECIES, FROM_LANE, LANES - lane - 1))
                .mul(vk)
                .intoArray(y, dots);
        x1.mul(FloatVector.fromArray(SPECIES, FROM_LANE, LANES - lane - 2))
                .mul(vk)
                .intoArray(y, dots + LANES);
    }

    /** The rows below, of four columns. */
    private static void multiplyBelow(float[] a, int at, int lda, int width, int c, float[] v, float[] y) {
        FloatVector v0 = FloatVector.broadcast(SPECIES, v[c]);
        FloatVector v1 = FloatVector.broadcast(SPECIES, v[c + 1]);
        FloatVector v2 = FloatVector.broadcast(SPECIES, v[c + 2]);
        FloatVector v3 = FloatVector.broadcast(SPECIES, v[c + 3]);
        FloatVector d0 = FloatVector.fromArray(SPECIES, y, 2 * width);
        FloatVector d1 = FloatVector.fromArray(SPECIES, y, 2 * width + LANES);
        FloatVector d2 = FloatVector.fromArray(SPECIES, y, 2 * width + 2 * LANES);
        FloatVector d3 = FloatVector.fromArray(SPECIES, y, 2 * width + 3 * LANES);
        for (int k = c / LANES * LANES + LANES; k < width; k += LANES) {
            int i = at + k;
            FloatVector vk = FloatVector.fromArray(SPECIES, v, k);
            FloatVector x0 = FloatVector.fromArray(SPECIES, a, i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, a, i + lda);
            FloatVector x2 = FloatVector.fromArray(SPECIES, a, i + 2 * lda);
            FloatVector x3 = FloatVector.fromArray(SPECIES, a, i + 3 * lda);
            FloatVector even = x2.fma(v2, x0.fma(v0, FloatVector.fromArray(SPECIES, y, k)));
            FloatVector odd = x3.fma(v3, x1.mul(v1));
            even.add(odd).intoArray(y, k);
            d0 = x0.fma(vk, d0);
            d1 = x1.fma(vk, d1);
            d2 = x2.fma(vk, d2);
            d3 = x3.fma(vk, d3);
        }
        d0.intoArray(y, 2 * width);
        d1.intoArray(y, 2 * width + LANES);
        d2.intoArray(y, 2 * width + 2 * LANES);
        d3.intoArray(y, 2 * width + 3 * LANES);
    }

    /** y = tau (y + its second half), and less tau / 2 (y . v) v: then D - v y^T - y v^T is the congruence. */
    private static void project(int width, float[] v, float[] y) {
        float tau = v[width];
        FloatVector dot = FloatVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            FloatVector sum = FloatVector.fromArray(SPECIES, y, k)
                    .add(FloatVector.fromArray(SPECIES, y, width + k))
                    .mul(tau);
            sum.intoArray(y, k);
            dot = sum.fma(FloatVector.fromArray(SPECIES, v, k), dot);
        }
        dot.intoArray(y, width);
        FloatVector factor = FloatVector.broadcast(SPECIES, fold(y, width) * -0.5f * tau);
        for (int k = 0; k < width; k += LANES) {
            FloatVector.fromArray(SPECIES, v, k)
                    .fma(factor, FloatVector.fromArray(SPECIES, y, k))
                    .intoArray(y, k);
        }
    }

    /** What lies above the diagonal is padding; zeroed, it stays finite. */
    private static void clearAbove(float[] a, int at, int lda, int c) {
        int k = c / LANES * LANES;
        for (int j = 0; j < 4; j++) {
            int i = at + j * lda + k;
            FloatVector.fromArray(SPECIES, a, i)
                    .mul(FloatVector.fromArray(SPECIES, FROM_LANE, LANES - (c + j - k)))
                    .intoArray(a, i);
        }
    }

    /** Four columns less v y^T + y v^T, from the vector that the diagonal lies in. */
    private static void updateColumns(float[] a, int at, int lda, int width, int c, float[] v, float[] y) {
        FloatVector p0 = FloatVector.broadcast(SPECIES, -v[c]);
        FloatVector p1 = FloatVector.broadcast(SPECIES, -v[c + 1]);
        FloatVector p2 = FloatVector.broadcast(SPECIES, -v[c + 2]);
        FloatVector p3 = FloatVector.broadcast(SPECIES, -v[c + 3]);
        FloatVector q0 = FloatVector.broadcast(SPECIES, -y[c]);
        FloatVector q1 = FloatVector.broadcast(SPECIES, -y[c + 1]);
        FloatVector q2 = FloatVector.broadcast(SPECIES, -y[c + 2]);
        FloatVector q3 = FloatVector.broadcast(SPECIES, -y[c + 3]);
        for (int k = c / LANES * LANES; k < width; k += LANES) {
            int i = at + k;
            FloatVector vk = FloatVector.fromArray(SPECIES, v, k);
            FloatVector yk = FloatVector.fromArray(SPECIES, y, k);
            vk.fma(q0, yk.fma(p0, FloatVector.fromArray(SPECIES, a, i))).intoArray(a, i);
            vk.fma(q1, yk.fma(p1, FloatVector.fromArray(SPECIES, a, i + lda))).intoArray(a, i + lda);
            vk.fma(q2, yk.fma(p2, FloatVector.fromArray(SPECIES, a, i + 2 * lda)))
                    .intoArray(a, i + 2 * lda);
            vk.fma(q3, yk.fma(p3, FloatVector.fromArray(SPECIES, a, i + 3 * lda)))
                    .intoArray(a, i + 3 * lda);
        }
    }

    /** Elements {@code to} and the next three = factor times the sums of the four vectors behind the scratch's halves. */
    private static void foldDots(float[] scratch, int width, float factor, int to) {
        for (int j = 0; j < 4; j++) {
            scratch[to + j] = factor * fold(scratch, 2 * width + j * LANES);
        }
    }

    /**
     * The sum of the vector at {@code at}; the order is written out, as that of reduceLanes may change with the JIT. Never
     * of a loop's own variable, nor by a method that takes a vector: C2 may then allocate them in every round
     * (benchmarks/NOTES.md, entry 11).
     */
    private static float fold(float[] a, int at) {
        FloatVector sum = FloatVector.fromArray(SPECIES, a, at);
        if (LANES > 4) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        sum = sum.add(sum.rearrange(BY_2));
        return sum.lane(0) + sum.lane(1);
    }
}
