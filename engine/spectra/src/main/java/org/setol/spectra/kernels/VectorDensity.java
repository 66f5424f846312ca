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

    @Override
    public void resolvent(double[] x, double re, double im, double[] sums) {
        double[] lanes = new double[4 * COUNT];
        int bound = x.length / COUNT * COUNT;
        for (int part = 0; part < COUNT; part += LANES) {
            resolvent(x, part, bound, re, im, lanes);
        }
        ScalarDensity.resolvent(x, bound, re, im, lanes);
        ScalarDensity.foldFour(lanes, sums);
    }

    private static void resolvent(double[] x, int part, int bound, double re, double im, double[] lanes) {
        DoubleVector at = DoubleVector.broadcast(SPECIES, re);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector square = DoubleVector.broadcast(SPECIES, im * im);
        DoubleVector first = DoubleVector.zero(SPECIES);
        DoubleVector second = DoubleVector.zero(SPECIES);
        DoubleVector third = DoubleVector.zero(SPECIES);
        DoubleVector fourth = DoubleVector.zero(SPECIES);
        for (int k = part; k < bound; k += COUNT) {
            DoubleVector d = at.sub(DoubleVector.fromArray(SPECIES, x, k));
            DoubleVector q = one.div(d.fma(d, square));
            DoubleVector dq = d.mul(q);
            first = first.add(dq);
            second = second.add(q);
            third = third.add(dq.mul(dq).sub(square.mul(q).mul(q)));
            fourth = fourth.add(dq.mul(q));
        }
        first.intoArray(lanes, part);
        second.intoArray(lanes, COUNT + part);
        third.intoArray(lanes, 2 * COUNT + part);
        fourth.intoArray(lanes, 3 * COUNT + part);
    }
}
