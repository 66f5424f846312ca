package org.setol.spectra.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Kolmogorov-Smirnov deviations by the vector: one exp a value; a maximum has no order, so the bits are the twin's. */
final class VectorKs implements KsKernel {

    private static final VectorSpecies<Double> SPECIES = VectorShapes.DOUBLE;
    private static final int LANES = SPECIES.length();
    private static final DoubleVector IOTA = DoubleVector.zero(SPECIES).addIndex(1);

    @Override
    public double maxDeviation(double[] logs, int first, int m, double slope, double offset, int from, int to) {
        DoubleVector max = DoubleVector.zero(SPECIES);
        DoubleVector logFirst = DoubleVector.broadcast(SPECIES, logs[first]);
        DoubleVector length = DoubleVector.broadcast(SPECIES, m);
        int k = from;
        for (int bound = from + SPECIES.loopBound(to - from); k < bound; k += LANES) {
            DoubleVector model = cdf(DoubleVector.fromArray(SPECIES, logs, k), logFirst, slope);
            DoubleVector empirical = IOTA.add(k - first + offset).div(length);
            max = max.max(model.sub(empirical).abs());
        }
        double result = max.reduceLanes(VectorOperators.MAX);
        for (; k < to; k++) {
            double model = 1 - ScalarElementary.exp(-slope * (logs[k] - logs[first]));
            result = Math.max(result, Math.abs(model - (k - first + offset) / m));
        }
        return result;
    }

    @Override
    public void cdf(double[] logs, double logFirst, double slope, int from, int to, double[] cdf) {
        DoubleVector start = DoubleVector.broadcast(SPECIES, logFirst);
        int k = from;
        for (int bound = from + SPECIES.loopBound(to - from); k < bound; k += LANES) {
            cdf(DoubleVector.fromArray(SPECIES, logs, k), start, slope).intoArray(cdf, k);
        }
        for (; k < to; k++) {
            cdf[k] = 1 - ScalarElementary.exp(-slope * (logs[k] - logFirst));
        }
    }

    private static DoubleVector cdf(DoubleVector logs, DoubleVector logFirst, double slope) {
        DoubleVector survival = VectorElementary.exp(logs.sub(logFirst).mul(-slope));
        return DoubleVector.broadcast(SPECIES, 1).sub(survival);
    }
}
