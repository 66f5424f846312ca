package org.setol.spectra.kernels;

import java.util.Arrays;

/** Kernel sums one datum at a time. */
final class ScalarDensity implements DensityKernel {

    private static final int LANE_MASK = LogicalLanes.COUNT - 1;

    @Override
    public double triangle(double[] x, int from, int to, double at, double bandwidth) {
        double[] lanes = new double[LogicalLanes.COUNT];
        for (int k = from; k < to; k++) {
            lanes[(k - from) & LANE_MASK] += triangle(x[k], at, bandwidth);
        }
        return LogicalLanes.fold(lanes);
    }

    @Override
    public double gaussian(double[] x, int from, int to, double at, double bandwidth) {
        double[] lanes = new double[LogicalLanes.COUNT];
        for (int k = from; k < to; k++) {
            lanes[(k - from) & LANE_MASK] += gaussian(x[k], at, bandwidth);
        }
        return LogicalLanes.fold(lanes);
    }

    @Override
    public void resolvent(double[] x, double re, double im, double[] sums) {
        double[] lanes = new double[4 * LogicalLanes.COUNT];
        resolvent(x, 0, re, im, lanes);
        foldFour(lanes, sums);
    }

    /** From a multiple of the number of lanes on; four sums' lanes, one behind the other. */
    static void resolvent(double[] x, int from, double re, double im, double[] lanes) {
        double square = im * im;
        for (int k = from; k < x.length; k++) {
            int lane = (k - from) & LANE_MASK;
            double d = re - x[k];
            double q = 1 / Math.fma(d, d, square);
            double dq = d * q;
            lanes[lane] += dq;
            lanes[LogicalLanes.COUNT + lane] += q;
            lanes[2 * LogicalLanes.COUNT + lane] += dq * dq - square * q * q;
            lanes[3 * LogicalLanes.COUNT + lane] += dq * q;
        }
    }

    static void foldFour(double[] lanes, double[] sums) {
        for (int k = 0; k < 4; k++) {
            sums[k] =
                    LogicalLanes.fold(Arrays.copyOfRange(lanes, k * LogicalLanes.COUNT, (k + 1) * LogicalLanes.COUNT));
        }
    }

    static double triangle(double x, double at, double bandwidth) {
        return Math.max(0, 1 - Math.abs(x - at) / bandwidth);
    }

    static double gaussian(double x, double at, double bandwidth) {
        double z = (x - at) / bandwidth;
        return ScalarElementary.exp(-0.5 * z * z);
    }
}
