package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.matrix.Precision;

/** Sums and maxima one value at a time, in the logical lanes of {@link ReductionKernel}. */
final class ScalarReductions implements ReductionKernel {

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
    public double sumOfSquares(Precision precision, MemorySegment x, long count) {
        double[] lanes = new double[LogicalLanes.COUNT];
        for (long k = 0; k < count; k++) {
            double value = precision == Precision.FLOAT32
                    ? x.getAtIndex(ValueLayout.JAVA_FLOAT, k)
                    : x.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
            int lane = (int) (k % LogicalLanes.COUNT);
            lanes[lane] = Math.fma(value, value, lanes[lane]);
        }
        return LogicalLanes.fold(lanes);
    }
}
