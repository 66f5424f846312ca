package org.setol.spectra.kernels;

import static org.setol.spectra.kernels.LogicalLanes.COUNT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Kernel sums by the vector; the lanes are those of the twin. */
final class VectorDensity implements DensityKernel {

    private static final VectorSpecies<Double> SPECIES = VectorShapes.DOUBLE;
    private static final int LANES = SPECIES.length();

    @Override
    public double triangle(double[] x, int from, int to, double at, double bandwidth) {
        double[] lanes = new double[COUNT];
        int bound = from + (to - from) / COUNT * COUNT;
        for (int part = 0; part < COUNT; part += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int k = from + part; k < bound; k += COUNT) {
                DoubleVector distance =
                        DoubleVector.fromArray(SPECIES, x, k).sub(at).abs();
                sum = sum.add(DoubleVector.broadcast(SPECIES, 1)
                        .sub(distance.div(bandwidth))
                        .max(0));
            }
            sum.intoArray(lanes, part);
        }
        for (int k = bound; k < to; k++) {
            lanes[k - bound] += ScalarDensity.triangle(x[k], at, bandwidth);
        }
        return LogicalLanes.fold(lanes);
    }

    @Override
    public double gaussian(double[] x, int from, int to, double at, double bandwidth) {
        double[] lanes = new double[COUNT];
        int bound = from + (to - from) / COUNT * COUNT;
        for (int part = 0; part < COUNT; part += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int k = from + part; k < bound; k += COUNT) {
                DoubleVector z = DoubleVector.fromArray(SPECIES, x, k).sub(at).div(bandwidth);
                sum = sum.add(VectorElementary.exp(z.mul(-0.5).mul(z)));
            }
            sum.intoArray(lanes, part);
        }
        for (int k = bound; k < to; k++) {
            lanes[k - bound] += ScalarDensity.gaussian(x[k], at, bandwidth);
        }
        return LogicalLanes.fold(lanes);
    }
}
