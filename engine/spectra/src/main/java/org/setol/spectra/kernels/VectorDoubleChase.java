package org.setol.spectra.kernels;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four columns at a time, so that the vectors that all of them need are loaded once. Short methods that are called
 * often: C2 compiles by the number of calls, and until then the Vector API is a hundred times slower.
 */
final class VectorDoubleChase implements ChaseKernel<double[]> {

    /** As for floats, see {@link VectorFloatChase}. */
    private static final int MOST_BITS = 256;

    static final VectorSpecies<Double> SPECIES =
            VectorSpecies.of(double.class, VectorShape.forBitSize(Math.min(MOST_BITS, VectorShapes.BITS)));
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Double> BY_2 = crossing(2);

    /** Powers of two up to this are normal, and so are their reciprocals. */
    private static final int MOST_EXPONENT = Double.MAX_EXPONENT - 1;

    /** As many zeros as ones: read from LANES - j on, the lanes from j on are 1. */
    private static final double[] FROM_LANE = fromLane();

    private static VectorShuffle<Double> crossing(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
    }

    private static double[] fromLane() {
        double[] mask = new double[3 * LANES];
        Arrays.fill(mask, LANES, 2 * LANES, 1);
        return mask;
    }

    @Override
    public String name() {
        return "double x " + LANES;
    }

    @Override
    public int padding() {
        return LANES;
    }

    @Override
    public double[] array(int length) {
        return new double[length];
    }

    @Override
    public void eliminate(double[] a, int at, int width, double[] reflector) {
        double largest = largest(a, at + 1, width - 1);
        reflector[0] = 1;
        if (largest == 0) {
            Arrays.fill(reflector, 1, width + 1, 0);
            return;
        }
        // Squares of tiny columns, which rounding leaves where there should be zeros, would underflow.
        int exponent = Math.clamp(Math.getExponent(Math.max(largest, Math.abs(a[at]))), -MOST_EXPONENT, MOST_EXPONENT);
        double scale = Math.scalb(1.0, -exponent);
        double first = a[at] * scale;
        a[at] = 0;
        scaledSquares(a, at, width, scale, reflector);
        double beta = -Math.copySign(Math.sqrt(first * first + fold(reflector, 0)), first);
        divide(a, at, width, scale, 1 / (first - beta), reflector);
        reflector[0] = 1;
        reflector[width] = (beta - first) / beta;
        a[at] = Math.scalb(beta, exponent);
    }

    private static double largest(double[] a, int at, int count) {
        double largest = 0;
        for (int k = 0; k < count; k++) {
            largest = Math.max(largest, Math.abs(a[at + k]));
        }
        return largest;
    }

    /** A vector with parts of the sum of squares. */
    private static void scaledSquares(double[] a, int at, int width, double scale, double[] to) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, a, at + k).mul(scale);
            sum = x.fma(x, sum);
        }
        sum.intoArray(to, 0);
    }

    /** The column times scale and factor, one after the other; zeros in its place. */
    private static void divide(double[] a, int at, int width, double scale, double factor, double[] to) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            DoubleVector.fromArray(SPECIES, a, at + k).mul(scale).mul(factor).intoArray(to, k);
            zero.intoArray(a, at + k);
        }
    }

    @Override
    public void chase(double[] a, int at, int lda, int width, double[] before, double[] after, double[] scratch) {
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
    public void congruence(double[] a, int at, int lda, int width, double[] reflector, double[] scratch) {
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
    private static void addColumns(double[] a, int at, int lda, int width, double[] v, int c, double[] w) {
        DoubleVector v0 = DoubleVector.broadcast(SPECIES, v[c]);
        DoubleVector v1 = DoubleVector.broadcast(SPECIES, v[c + 1]);
        DoubleVector v2 = DoubleVector.broadcast(SPECIES, v[c + 2]);
        DoubleVector v3 = DoubleVector.broadcast(SPECIES, v[c + 3]);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            DoubleVector sum = DoubleVector.fromArray(SPECIES, a, i).fma(v0, DoubleVector.fromArray(SPECIES, w, k));
            DoubleVector other = DoubleVector.fromArray(SPECIES, a, i + lda).mul(v1);
            sum = DoubleVector.fromArray(SPECIES, a, i + 2 * lda).fma(v2, sum);
            other = DoubleVector.fromArray(SPECIES, a, i + 3 * lda).fma(v3, other);
            sum.add(other).intoArray(w, k);
        }
    }

    static void scale(double[] w, int width, double factor) {
        for (int k = 0; k < width; k++) {
            w[k] *= factor;
        }
    }

    /** The column at {@code at} less v w. */
    private static void subtract(double[] a, int at, int width, double v, double[] w) {
        DoubleVector minus = DoubleVector.broadcast(SPECIES, -v);
        for (int k = 0; k < width; k += LANES) {
            DoubleVector.fromArray(SPECIES, w, k)
                    .fma(minus, DoubleVector.fromArray(SPECIES, a, at + k))
                    .intoArray(a, at + k);
        }
    }

    /** The column less v w, then reflected by {@code after}. */
    private static void reflectColumn(double[] a, int at, int width, double v, double[] w, double[] after) {
        DoubleVector minus = DoubleVector.broadcast(SPECIES, -v);
        DoubleVector dot = DoubleVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            DoubleVector x =
                    DoubleVector.fromArray(SPECIES, w, k).fma(minus, DoubleVector.fromArray(SPECIES, a, at + k));
            x.intoArray(a, at + k);
            dot = x.fma(DoubleVector.fromArray(SPECIES, after, k), dot);
        }
        dot.intoArray(w, width);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, fold(w, width) * -after[width]);
        for (int k = 0; k < width; k += LANES) {
            DoubleVector.fromArray(SPECIES, after, k)
                    .fma(factor, DoubleVector.fromArray(SPECIES, a, at + k))
                    .intoArray(a, at + k);
        }
    }

    /** Four columns less v w; what multiple of {@code after} reflects each goes behind w. */
    private static void subtractColumns(
            double[] a, int at, int lda, int width, double[] v, int c, double[] w, double[] after) {
        DoubleVector m0 = DoubleVector.broadcast(SPECIES, -v[c]);
        DoubleVector m1 = DoubleVector.broadcast(SPECIES, -v[c + 1]);
        DoubleVector m2 = DoubleVector.broadcast(SPECIES, -v[c + 2]);
        DoubleVector m3 = DoubleVector.broadcast(SPECIES, -v[c + 3]);
        DoubleVector d0 = DoubleVector.zero(SPECIES);
        DoubleVector d1 = DoubleVector.zero(SPECIES);
        DoubleVector d2 = DoubleVector.zero(SPECIES);
        DoubleVector d3 = DoubleVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            DoubleVector wk = DoubleVector.fromArray(SPECIES, w, k);
            DoubleVector vk = DoubleVector.fromArray(SPECIES, after, k);
            DoubleVector x0 = wk.fma(m0, DoubleVector.fromArray(SPECIES, a, i));
            DoubleVector x1 = wk.fma(m1, DoubleVector.fromArray(SPECIES, a, i + lda));
            DoubleVector x2 = wk.fma(m2, DoubleVector.fromArray(SPECIES, a, i + 2 * lda));
            DoubleVector x3 = wk.fma(m3, DoubleVector.fromArray(SPECIES, a, i + 3 * lda));
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

    private static void addMultiples(double[] a, int at, int lda, int width, double[] w, double[] after) {
        DoubleVector d0 = DoubleVector.broadcast(SPECIES, w[width]);
        DoubleVector d1 = DoubleVector.broadcast(SPECIES, w[width + 1]);
        DoubleVector d2 = DoubleVector.broadcast(SPECIES, w[width + 2]);
        DoubleVector d3 = DoubleVector.broadcast(SPECIES, w[width + 3]);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            DoubleVector vk = DoubleVector.fromArray(SPECIES, after, k);
            vk.fma(d0, DoubleVector.fromArray(SPECIES, a, i)).intoArray(a, i);
            vk.fma(d1, DoubleVector.fromArray(SPECIES, a, i + lda)).intoArray(a, i + lda);
            vk.fma(d2, DoubleVector.fromArray(SPECIES, a, i + 2 * lda)).intoArray(a, i + 2 * lda);
            vk.fma(d3, DoubleVector.fromArray(SPECIES, a, i + 3 * lda)).intoArray(a, i + 3 * lda);
        }
    }

    /**
     * Two columns of a lower triangle, used for its upper one too: y += column v[c], y[width + c] = column . v. Here the
     * rows that share a vector with the diagonal.
     */
    private static void multiplyCorner(double[] a, int at, int lda, int width, int c, double[] v, double[] y) {
        int k = c / LANES * LANES;
        int lane = c - k;
        int i = at + k;
        DoubleVector vk = DoubleVector.fromArray(SPECIES, v, k);
        DoubleVector x0 =
                DoubleVector.fromArray(SPECIES, a, i).mul(DoubleVector.fromArray(SPECIES, FROM_LANE, LANES - lane));
        DoubleVector x1 = DoubleVector.fromArray(SPECIES, a, i + lda)
                .mul(DoubleVector.fromArray(SPECIES, FROM_LANE, LANES - lane - 1));
        x1.mul(v[c + 1])
                .add(x0.mul(v[c]))
                .add(DoubleVector.fromArray(SPECIES, y, k))
                .intoArray(y, k);
        int dots = 2 * width + c % 4 * LANES;
        x0.mul(DoubleVector.fromArray(SPECIES, FROM_LANE, LANES - lane - 1))
                .mul(vk)
                .intoArray(y, dots);
        x1.mul(DoubleVector.fromArray(SPECIES, FROM_LANE, LANES - lane - 2))
                .mul(vk)
                .intoArray(y, dots + LANES);
    }

    /** The rows below, of four columns. */
    private static void multiplyBelow(double[] a, int at, int lda, int width, int c, double[] v, double[] y) {
        DoubleVector v0 = DoubleVector.broadcast(SPECIES, v[c]);
        DoubleVector v1 = DoubleVector.broadcast(SPECIES, v[c + 1]);
        DoubleVector v2 = DoubleVector.broadcast(SPECIES, v[c + 2]);
        DoubleVector v3 = DoubleVector.broadcast(SPECIES, v[c + 3]);
        DoubleVector d0 = DoubleVector.fromArray(SPECIES, y, 2 * width);
        DoubleVector d1 = DoubleVector.fromArray(SPECIES, y, 2 * width + LANES);
        DoubleVector d2 = DoubleVector.fromArray(SPECIES, y, 2 * width + 2 * LANES);
        DoubleVector d3 = DoubleVector.fromArray(SPECIES, y, 2 * width + 3 * LANES);
        for (int k = c / LANES * LANES + LANES; k < width; k += LANES) {
            int i = at + k;
            DoubleVector vk = DoubleVector.fromArray(SPECIES, v, k);
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, i);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, a, i + lda);
            DoubleVector x2 = DoubleVector.fromArray(SPECIES, a, i + 2 * lda);
            DoubleVector x3 = DoubleVector.fromArray(SPECIES, a, i + 3 * lda);
            DoubleVector even = x2.fma(v2, x0.fma(v0, DoubleVector.fromArray(SPECIES, y, k)));
            DoubleVector odd = x3.fma(v3, x1.mul(v1));
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
    private static void project(int width, double[] v, double[] y) {
        double tau = v[width];
        DoubleVector dot = DoubleVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, y, k)
                    .add(DoubleVector.fromArray(SPECIES, y, width + k))
                    .mul(tau);
            sum.intoArray(y, k);
            dot = sum.fma(DoubleVector.fromArray(SPECIES, v, k), dot);
        }
        dot.intoArray(y, width);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, fold(y, width) * -0.5 * tau);
        for (int k = 0; k < width; k += LANES) {
            DoubleVector.fromArray(SPECIES, v, k)
                    .fma(factor, DoubleVector.fromArray(SPECIES, y, k))
                    .intoArray(y, k);
        }
    }

    /** What lies above the diagonal is padding; zeroed, it stays finite. */
    private static void clearAbove(double[] a, int at, int lda, int c) {
        int k = c / LANES * LANES;
        for (int j = 0; j < 4; j++) {
            int i = at + j * lda + k;
            DoubleVector.fromArray(SPECIES, a, i)
                    .mul(DoubleVector.fromArray(SPECIES, FROM_LANE, LANES - (c + j - k)))
                    .intoArray(a, i);
        }
    }

    /** Four columns less v y^T + y v^T, from the vector that the diagonal lies in. */
    private static void updateColumns(double[] a, int at, int lda, int width, int c, double[] v, double[] y) {
        DoubleVector p0 = DoubleVector.broadcast(SPECIES, -v[c]);
        DoubleVector p1 = DoubleVector.broadcast(SPECIES, -v[c + 1]);
        DoubleVector p2 = DoubleVector.broadcast(SPECIES, -v[c + 2]);
        DoubleVector p3 = DoubleVector.broadcast(SPECIES, -v[c + 3]);
        DoubleVector q0 = DoubleVector.broadcast(SPECIES, -y[c]);
        DoubleVector q1 = DoubleVector.broadcast(SPECIES, -y[c + 1]);
        DoubleVector q2 = DoubleVector.broadcast(SPECIES, -y[c + 2]);
        DoubleVector q3 = DoubleVector.broadcast(SPECIES, -y[c + 3]);
        for (int k = c / LANES * LANES; k < width; k += LANES) {
            int i = at + k;
            DoubleVector vk = DoubleVector.fromArray(SPECIES, v, k);
            DoubleVector yk = DoubleVector.fromArray(SPECIES, y, k);
            vk.fma(q0, yk.fma(p0, DoubleVector.fromArray(SPECIES, a, i))).intoArray(a, i);
            vk.fma(q1, yk.fma(p1, DoubleVector.fromArray(SPECIES, a, i + lda))).intoArray(a, i + lda);
            vk.fma(q2, yk.fma(p2, DoubleVector.fromArray(SPECIES, a, i + 2 * lda)))
                    .intoArray(a, i + 2 * lda);
            vk.fma(q3, yk.fma(p3, DoubleVector.fromArray(SPECIES, a, i + 3 * lda)))
                    .intoArray(a, i + 3 * lda);
        }
    }

    /** Elements {@code to} and the next three = factor times the sums of the four vectors behind the scratch's halves. */
    static void foldDots(double[] scratch, int width, double factor, int to) {
        for (int j = 0; j < 4; j++) {
            scratch[to + j] = factor * fold(scratch, 2 * width + j * LANES);
        }
    }

    /**
     * The sum of the vector at {@code at}; the order is written out, as that of reduceLanes may change with the JIT. Never
     * of a loop's own variable, nor by a method that takes a vector: C2 may then allocate them in every round
     * (benchmarks/NOTES.md, entry 15).
     */
    private static double fold(double[] a, int at) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, a, at);
        sum = sum.add(sum.rearrange(BY_2));
        return sum.lane(0) + sum.lane(1);
    }
}
