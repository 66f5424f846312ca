package org.setol.benchmarks;

import org.setol.spectra.kernels.Kernels;

/** Every candidate against every datum, O(n^2): what the engine's scan is compared with. */
final class ExhaustiveScans {

    private ExhaustiveScans() {}

    /**
     * As WeightWatcher and the powerlaw package compute it: the model's distribution function is one {@code Math.pow} a
     * datum, candidates are all data but the largest.
     */
    static FoundTail byPow(double[] sorted) {
        int n = sorted.length;
        double[] logs = new double[n];
        for (int k = 0; k < n; k++) {
            logs[k] = Math.log(sorted[k]);
        }
        double[] alphas = alphas(logs);
        FoundTail best = new FoundTail(0, 0, Double.POSITIVE_INFINITY);
        for (int i = 0; i < n - 1; i++) {
            double xmin = sorted[i];
            double distance = 0;
            for (int k = i; k < n; k++) {
                double model = 1 - Math.pow(sorted[k] / xmin, 1 - alphas[i]);
                distance = Math.max(distance, Math.abs(model - (double) (k - i) / (n - i)));
            }
            best = better(best, new FoundTail(i, alphas[i], distance));
        }
        return best;
    }

    /** The engine's vector kernel on everything, nothing left out: what pruning saves. */
    static FoundTail byKernel(double[] sorted) {
        int n = sorted.length;
        double[] logs = new double[n];
        Kernels.log(sorted, logs);
        double[] alphas = alphas(logs);
        FoundTail best = new FoundTail(0, 0, Double.POSITIVE_INFINITY);
        for (int i = 0; i < n - 1; i++) {
            double distance = Kernels.ksDeviation(logs, i, n - i, alphas[i] - 1, 0, i, n);
            best = better(best, new FoundTail(i, alphas[i], distance));
        }
        return best;
    }

    private static FoundTail better(FoundTail best, FoundTail candidate) {
        return candidate.distance() < best.distance() ? candidate : best;
    }

    /** alpha_i = 1 + m / (sum of the tail's logs - m l_i), from one suffix sum. */
    private static double[] alphas(double[] logs) {
        int n = logs.length;
        double[] alphas = new double[n];
        double sum = 0;
        for (int i = n - 1; i >= 0; i--) {
            sum += logs[i];
            int m = n - i;
            alphas[i] = 1 + m / (sum - m * logs[i]);
        }
        return alphas;
    }
}
