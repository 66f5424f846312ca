package org.setol.spectra.setol;

import java.util.Arrays;
import org.setol.spectra.kernels.Kernels;

/**
 * A spectrum scaled to mean 1, mu_i = lambda_i n / sum lambda: "normalized to M" (5.2.4; A.2.1, where the paper points
 * for it, is about data vectors; that the trace equals the number of eigenvalues is how WeightWatcher reads it, and what
 * gives Fig 20 to 23). The factor 1/N of Eqn 3 drops out.
 *
 * @param mu ascending
 * @param scale n / sum lambda: mu / lambda
 * @param logDeterminants sum of ln mu_j over j &ge; i, at index i; n + 1 of them, the last is 0
 */
record NormalisedSpectrum(double[] mu, double scale, double[] logDeterminants) {

    /**
     * Scales a spectrum.
     *
     * @param eigenvalues ascending, non-negative, of finite positive sum; not changed
     */
    static NormalisedSpectrum of(double[] eigenvalues) {
        int n = eigenvalues.length;
        double scale = n / compensatedSum(eigenvalues);
        double[] mu = new double[n];
        for (int i = 0; i < n; i++) {
            mu[i] = eigenvalues[i] * scale;
        }
        double[] logs = new double[n];
        Kernels.log(mu, logs);
        return new NormalisedSpectrum(mu, scale, suffixSums(logs));
    }

    /** Neumaier's (1974), within about an ulp, so that equal eigenvalues are 1 within two. */
    private static double compensatedSum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += sum >= value ? sum - next + value : value - next + sum;
            sum = next;
        }
        return sum + lost;
    }

    private static double[] suffixSums(double[] logs) {
        double[] sums = new double[logs.length + 1];
        for (int i = logs.length - 1; i >= 0; i--) {
            sums[i] = sums[i + 1] + logs[i];
        }
        return sums;
    }

    int size() {
        return mu.length;
    }

    double largest() {
        return mu[mu.length - 1];
    }

    /** The largest {@code count} of them, ascending. */
    double[] top(int count) {
        return Arrays.copyOfRange(mu, mu.length - count, mu.length);
    }
}
