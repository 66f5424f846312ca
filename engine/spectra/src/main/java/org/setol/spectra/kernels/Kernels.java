package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * The façade of all kernels: checks arguments, then runs the implementation chosen for this JVM (see
 * {@link #description}). Results do not depend on that choice, bit for bit,
 * nor on when a run changes from plain loops to vectors (see KernelTier).
 */
public final class Kernels {

    /** Elements handed to a kernel at once: an int count, small enough for any row. */
    private static final int MAX_RUN = 1 << 30;

    private static final KernelTier ELEMENTARY = new KernelTier(KernelChoice.CURRENT);
    private static final KernelTier REDUCTIONS = new KernelTier(KernelChoice.CURRENT);
    private static final KernelTier KS = new KernelTier(KernelChoice.CURRENT);
    private static final KernelTier WIDENING = new KernelTier(KernelChoice.CURRENT);
    private static final KernelTier DENSITY = new KernelTier(KernelChoice.CURRENT);
    private static final KernelTier SERIES = new KernelTier(KernelChoice.CURRENT);
    private static final KernelTier NETWORK = new KernelTier(KernelChoice.CURRENT);

    /**
     * A step takes 1.1 ns in scalar form and 0.8 by vectors, whose compilation takes 0.6 s (benchmarks/NOTES.md, entry 18).
     */
    private static final KernelTier STURM = new KernelTier(KernelChoice.CURRENT, 1L << 31);

    private Kernels() {}

    /** What runs and why, e.g. {@code vector 512 bits (the CPU's preferred width)}. */
    public static String description() {
        KernelChoice choice = KernelChoice.CURRENT;
        return (choice.bits() == 0 ? "scalar" : "vector " + choice.bits() + " bits") + " (" + choice.reason() + ")";
    }

    /** {@code out[k] = e^x[k]}, within 1 ulp; {@code out} may be {@code x}. */
    public static void exp(double[] x, double[] out) {
        requireRoom(x.length, out.length);
        ELEMENTARY.of(x.length).elementary().exp(x, 0, x.length, out);
    }

    /** {@code out[k] = ln x[k]}, within 1 ulp; ln 0 is -infinity, of a negative number NaN; {@code out} may be x. */
    public static void log(double[] x, double[] out) {
        requireRoom(x.length, out.length);
        ELEMENTARY.of(x.length).elementary().log(x, 0, x.length, out);
    }

    /** Sum of x[from..to); error at most (n/8 + 3) 2^-53 times the sum of magnitudes. */
    public static double sum(double[] x, int from, int to) {
        Objects.checkFromToIndex(from, to, x.length);
        return REDUCTIONS.of(to - from).reductions().sum(x, from, to);
    }

    /** Sum of all of x. */
    public static double sum(double[] x) {
        return sum(x, 0, x.length);
    }

    /** Largest element, NaN when one is NaN, -infinity of nothing. */
    public static double max(double[] x) {
        return REDUCTIONS.of(x.length).reductions().max(x, 0, x.length);
    }

    /** Sum of exp(scale * x[k] + shift); -infinity in x contributes 0 for a positive scale. */
    public static double sumExp(double[] x, double scale, double shift) {
        return REDUCTIONS.of(x.length).reductions().sumExp(x, 0, x.length, scale, shift);
    }

    /** Sum of x[k] * y[k] over [0, count); error at most (n/8 + 3) 2^-53 times the sum of magnitudes. */
    public static double dot(double[] x, double[] y, int count) {
        Objects.checkFromToIndex(0, count, Math.min(x.length, y.length));
        return REDUCTIONS.of(count).reductions().dot(x, y, count);
    }

    /**
     * Sum of squares of a matrix's elements, accumulated in float64: not finite when an element is not, infinite also on
     * overflow (float64 elements beyond 1e154).
     */
    public static double sumOfSquares(Matrix a) {
        return REDUCTIONS.of(a.size()).reductions().sumOfSquares(a.precision(), a.segment(), a.size());
    }

    /**
     * Largest deviation of a power law from the empirical distribution of the tail logs[first..n), looked at over
     * [from, to) only: | 1 - exp(-slope (logs[k] - logs[first])) - (k - first + offset) / m |.
     *
     * @param logs natural logarithms, ascending
     * @param first where the tail starts
     * @param m length of the tail
     * @param slope alpha - 1
     * @param offset where on the steps of the empirical distribution: 0 lower end, 0.5 middle
     */
    public static double ksDeviation(double[] logs, int first, int m, double slope, double offset, int from, int to) {
        Objects.checkFromToIndex(from, to, logs.length);
        return KS.of(to - from).ks().maxDeviation(logs, first, m, slope, offset, from, to);
    }

    /** Sum of max(0, 1 - |x[k] - at| / bandwidth) over x[from..to); rounds as {@link #sum}. */
    public static double triangleSum(double[] x, int from, int to, double at, double bandwidth) {
        Objects.checkFromToIndex(from, to, x.length);
        return DENSITY.of(to - from).density().triangle(x, from, to, at, bandwidth);
    }

    /** Sum of exp(-((x[k] - at) / bandwidth)^2 / 2) over x[from..to); rounds as {@link #sum}. */
    public static double gaussianSum(double[] x, int from, int to, double at, double bandwidth) {
        Objects.checkFromToIndex(from, to, x.length);
        return DENSITY.of(to - from).density().gaussian(x, from, to, at, bandwidth);
    }

    /**
     * Sums over all x of powers of 1 / (z - x), z = re + i im, from d = re - x and q = 1 / (d^2 + im^2): the resolvent is
     * d q - i im q, its square (d^2 - im^2) q^2 - 2 i im d q^2. Infinite or NaN at z = x.
     *
     * @param sums receives those of d q, q, (d^2 - im^2) q^2 and d q^2
     */
    public static void resolventSums(double[] x, double re, double im, double[] sums) {
        requireRoom(4, sums.length);
        DENSITY.of(x.length).density().resolvent(x, re, im, sums);
    }

    /** The power law's CDF at logs[from..to), into the same places of {@code cdf}. */
    public static void powerLawCdf(double[] logs, double logFirst, double slope, int from, int to, double[] cdf) {
        Objects.checkFromToIndex(from, to, Math.min(logs.length, cdf.length));
        KS.of(to - from).ks().cdf(logs, logFirst, slope, from, to, cdf);
    }

    /**
     * Adds a multiple of a power series to another: c[at + k] += a[index] b[k] for 0 &le; k &lt; count. Each product errs by
     * at most 2^-104 of itself, each sum by 3.01 2^-106.
     */
    public static void addProducts(DoubleDoubles a, int index, DoubleDoubles b, DoubleDoubles c, int at, int count) {
        Objects.checkFromIndexSize(0, count, b.length());
        Objects.checkFromIndexSize(at, count, c.length());
        SERIES.of(count).series().addProducts(a, index, b, c, at, count);
    }

    /** The first c.length() terms of the product of two power series, into c, which must be neither of them. */
    public static void multiplySeries(DoubleDoubles a, DoubleDoubles b, DoubleDoubles c) {
        Arrays.fill(c.high(), 0);
        Arrays.fill(c.low(), 0);
        int terms = c.length();
        for (int i = 0; i < Math.min(a.length(), terms); i++) {
            addProducts(a, i, b, c, i, Math.min(b.length(), terms - i));
        }
    }

    /**
     * p[k] *= x[k] for all k, and their sum, for sums of powers. Each product errs by at most 2^-104 of itself, the sum by
     * 3.01 (n/8 + 4) 2^-106 times the sum of magnitudes.
     *
     * @param sum receives it, its high part first
     */
    public static void multiplyAndSum(DoubleDoubles x, DoubleDoubles p, double[] sum) {
        requireRoom(x.length(), p.length());
        SERIES.of(x.length()).series().multiplyAndSum(x, p, sum);
    }

    /**
     * Writes a run of stored numbers into a matrix, widened exactly (float64 to float32: rounded to nearest even).
     *
     * @param type of the stored numbers, a floating one
     * @param stored their bytes, little-endian
     * @param fromIndex the first one, in elements
     * @param stride distance between them, in elements
     * @param toIndex where the first one goes, in row-major order
     * @param count how many
     */
    public static void widen(
            ElementType type,
            MemorySegment stored,
            long fromIndex,
            long stride,
            Matrix target,
            long toIndex,
            long count) {
        Objects.checkFromIndexSize(toIndex, count, target.size());
        if (count > 0) {
            long distance = Math.multiplyExact(count - 1, stride);
            Objects.checkIndex(Math.addExact(fromIndex, distance), stored.byteSize() / type.bytes());
        }
        for (long done = 0; done < count; done += MAX_RUN) {
            int run = (int) Math.min(MAX_RUN, count - done);
            WIDENING.of(run)
                    .widening()
                    .widen(
                            type,
                            stored,
                            fromIndex + done * stride,
                            stride,
                            target.precision(),
                            target.segment(),
                            toIndex + done,
                            run);
        }
    }

    /**
     * A layer's activations from its sums, in place: {@code z[i,j] = max(0, z[i,j] + bias[j])}; NaN stays NaN.
     *
     * @param z float32, one row per example
     * @param bias float32, one row
     */
    public static void biasRelu(Matrix z, Matrix bias) {
        requireFloats(z.cols(), bias.size(), z, bias);
        NETWORK.of(z.size()).network().biasRelu(z.segment(), z.rows(), z.cols(), bias.segment());
    }

    /** What ReLU lets through on the way back, in place: the gradient is 0 where not {@code activation > 0}. */
    public static void reluGradient(Matrix activation, Matrix gradient) {
        requireFloats(activation.size(), gradient.size(), activation, gradient);
        NETWORK.of(gradient.size()).network().reluGradient(activation.segment(), gradient.segment(), gradient.size());
    }

    /** {@code out[j] += factor * sum over i of a[i,j]}, fused; the rows are summed one after the other. */
    public static void addColumnSums(float factor, Matrix a, Matrix out) {
        requireFloats(a.cols(), out.size(), a, out);
        NETWORK.of(a.size()).network().addColumnSums(factor, a.segment(), a.rows(), a.cols(), out.segment());
    }

    /**
     * Eigenvalues of a symmetric tridiagonal matrix below each of the points [from, to) of {@code readings}, and the sum of
     * 1 / (point - eigenvalue)^2 over all of them; see {@link SturmReadings}. n operations a point, one of them a
     * division.
     *
     * @param d its diagonal, finite, without -0
     * @param e2 squares of the elements beside it, e2[i] of that between i - 1 and i; positive and finite but for e2[0] = 0
     */
    public static void readSturm(double[] d, double[] e2, SturmReadings readings, int from, int to) {
        requireRoom(d.length, e2.length);
        Objects.checkFromToIndex(from, to, readings.length());
        STURM.of((long) d.length * (to - from)).sturm().read(d, e2, readings, from, to);
    }

    private static void requireFloats(long expected, long found, Matrix a, Matrix b) {
        if (expected != found) {
            throw new IllegalArgumentException(found + " elements, " + expected + " are needed");
        }
        if (a.precision() != Precision.FLOAT32 || b.precision() != Precision.FLOAT32) {
            throw new IllegalArgumentException("float32 matrices are needed");
        }
    }

    private static void requireRoom(int needed, int length) {
        if (length < needed) {
            throw new IllegalArgumentException("output has " + length + " places, " + needed + " are needed");
        }
    }
}
