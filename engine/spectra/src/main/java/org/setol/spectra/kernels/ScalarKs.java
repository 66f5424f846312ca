package org.setol.spectra.kernels;

/** Kolmogorov-Smirnov deviations one value at a time. */
final class ScalarKs implements KsKernel {

    @Override
    public double maxDeviation(double[] logs, int first, int m, double slope, double offset, int from, int to) {
        double max = 0;
        for (int k = from; k < to; k++) {
            double model = 1 - ScalarElementary.exp(-slope * (logs[k] - logs[first]));
            max = Math.max(max, Math.abs(model - (k - first + offset) / m));
        }
        return max;
    }

    @Override
    public void cdf(double[] logs, double logFirst, double slope, int from, int to, double[] cdf) {
        for (int k = from; k < to; k++) {
            cdf[k] = 1 - ScalarElementary.exp(-slope * (logs[k] - logFirst));
        }
    }
}
