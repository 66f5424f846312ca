package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.matrix.Precision;

/** Sums and maxima one value at a time, in the logical lanes of {@link ReductionKernel}. */
final class ScalarReductions implements ReductionKernel {

    /** Elements copied at once, a multiple of 8: 32 KiB of float64, which stay in the first or second cache. */
    private static final int RUN = 4096;

    @Override
    public double sum(double[] x, int from, int to) {
        double[] lanes = new double[LogicalLanes.COUNT];
        for (int k = from; k < to; k++) {
            lanes[(k - from) % LogicalLanes.COUNT] += x[k];
        }
        return LogicalLanes.fold(lanes);
    }

    @Override
    public double max(double[] x, int from, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = from; k < to; k++) {
            max = Math.max(max, x[k]);
        }
        return max;
    }

    @Override
    public double sumExp(double[] x, int from, int to, double scale, double shift) {
        double[] lanes = new double[LogicalLanes.COUNT];
        for (int k = from; k < to; k++) {
            lanes[(k - from) % LogicalLanes.COUNT] += ScalarElementary.exp(Math.fma(x[k], scale, shift));
        }
        return LogicalLanes.fold(lanes);
    }

    @Override
    public double dot(double[] x, double[] y, int count) {
        double[] lanes = new double[LogicalLanes.COUNT];
        addProducts(x, y, count, lanes);
        return LogicalLanes.fold(lanes);
    }

    /** Elements go through the heap in small runs: array loops are fast from the first compiler tier on. */
    @Override
    public double sumOfSquares(Precision precision, MemorySegment x, long count) {
        double[] lanes = new double[LogicalLanes.COUNT];
        double[] run = new double[RUN];
        for (long done = 0; done < count; done += RUN) {
            int length = (int) Math.min(RUN, count - done);
            if (precision == Precision.FLOAT32) {
                loadFloats(x, done * Float.BYTES, length, run);
            } else {
                MemorySegment.copy(x, ValueLayout.JAVA_DOUBLE, done * Double.BYTES, run, 0, length);
            }
            addProducts(run, run, length, lanes);
        }
        return LogicalLanes.fold(lanes);
    }

    private static void loadFloats(MemorySegment x, long offset, int length, double[] run) {
        float[] floats = new float[length];
        MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, offset, floats, 0, length);
        for (int k = 0; k < length; k++) {
            run[k] = floats[k];
        }
    }

    /** Element k of the run goes to lane k mod 8: runs begin at multiples of 8. */
    private static void addProducts(double[] x, double[] y, int length, double[] lanes) {
        double a = lanes[0];
        double b = lanes[1];
        double c = lanes[2];
        double d = lanes[3];
        double e = lanes[4];
        double f = lanes[5];
        double g = lanes[6];
        double h = lanes[7];
        int bound = length / LogicalLanes.COUNT * LogicalLanes.COUNT;
        for (int k = 0; k < bound; k += LogicalLanes.COUNT) {
            a = Math.fma(x[k], y[k], a);
            b = Math.fma(x[k + 1], y[k + 1], b);
            c = Math.fma(x[k + 2], y[k + 2], c);
            d = Math.fma(x[k + 3], y[k + 3], d);
            e = Math.fma(x[k + 4], y[k + 4], e);
            f = Math.fma(x[k + 5], y[k + 5], f);
            g = Math.fma(x[k + 6], y[k + 6], g);
            h = Math.fma(x[k + 7], y[k + 7], h);
        }
        lanes[0] = a;
        lanes[1] = b;
        lanes[2] = c;
        lanes[3] = d;
        lanes[4] = e;
        lanes[5] = f;
        lanes[6] = g;
        lanes[7] = h;
        for (int k = bound; k < length; k++) {
            lanes[k - bound] = Math.fma(x[k], y[k], lanes[k - bound]);
        }
    }
}
