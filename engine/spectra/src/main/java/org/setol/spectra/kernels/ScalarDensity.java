package org.setol.spectra.kernels;

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

    static double triangle(double x, double at, double bandwidth) {
        return Math.max(0, 1 - Math.abs(x - at) / bandwidth);
    }

    static double gaussian(double x, double at, double bandwidth) {
        double z = (x - at) / bandwidth;
        return ScalarElementary.exp(-0.5 * z * z);
    }
}
