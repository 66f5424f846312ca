package org.setol.spectra.fit;

import org.setol.spectra.kernels.Kernels;

/**
 * The scan as the definition reads: every candidate, every datum, O(n^2). The twin of {@link XminScan} for tests and
 * benchmarks.
 */
final class PlainXminScan {

    private PlainXminScan() {}

    /**
     * Kolmogorov-Smirnov distance of every candidate.
     *
     * @param logs natural logarithms of the data, ascending
     * @param alphas exponent of the tail starting at each but the last
     */
    static double[] distances(double[] logs, double[] alphas, KsDistance ks) {
        int n = logs.length;
        double[] distances = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            double alpha = alphas[i];
            distances[i] = alpha > 1 && Double.isFinite(alpha)
                    ? Kernels.ksDeviation(logs, i, n - i, alpha - 1, ks.offset(), i, n) + ks.shift(n - i)
                    : degenerateDistance(alpha, n - i, ks);
        }
        return distances;
    }

    /**
     * Distance where the model is none: 1 for alpha &le; 1; for an infinite alpha (all m data of the tail equal) the model
     * is a point mass, F = 0 at every datum, and the largest deviation is (m - 1) / m, of the two-sided distance 1.
     */
    static double degenerateDistance(double alpha, int m, KsDistance ks) {
        return alpha > 1 && ks == KsDistance.ONE_SIDED ? (m - 1.0) / m : 1;
    }
}
