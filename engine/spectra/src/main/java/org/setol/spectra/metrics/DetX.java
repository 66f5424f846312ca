package org.setol.spectra.metrics;

import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.setol.LogDeterminants;

/**
 * The tail whose determinant is one: mu_i = lambda_i n / sum lambda, going down from the largest while prod mu &ge; 1.
 * Sums of logarithms, where WeightWatcher's product over- and underflows beyond n of about 2700.
 *
 * @param tail detX_num: size of the tail, in compat mode including the value that takes the product below 1
 * @param value detX_val: lambda where the tail starts
 * @param rescaledValue detX_val_unrescaled (WeightWatcher's name): mu there
 */
public record DetX(int tail, double value, double rescaledValue) implements Finding {

    /**
     * Compat: WeightWatcher's answers also where the constraint has no solution. When no tail reaches a product below 1
     * it reports all n with the value of index 1; for fewer than two or all equal eigenvalues 0 with that of index 0.
     *
     * @param esd at least one eigenvalue
     */
    public static DetX of(Esd esd, MetricsMode mode) {
        double[] lambda = esd.eigenvalues();
        int n = lambda.length;
        double scale = n / Kernels.sum(lambda);
        double[] logs = new double[n];
        for (int i = 0; i < n; i++) {
            logs[i] = lambda[i] * scale;
        }
        Kernels.log(logs, logs);
        if (mode == MetricsMode.CORRECTED) {
            int start = closestToOne(logs);
            return at(lambda, scale, start, n - start);
        }
        if (n < 2 || !(lambda[0] < lambda[n - 1])) {
            return at(lambda, scale, 0, 0);
        }
        double sum = 0;
        for (int i = n - 1; i > 0; i--) {
            sum += logs[i];
            if (sum < 0) {
                return at(lambda, scale, i, n - i);
            }
        }
        return at(lambda, scale, 1, n);
    }

    private static DetX at(double[] lambda, double scale, int index, int tail) {
        return new DetX(tail, lambda[index], lambda[index] * scale);
    }

    private static int closestToOne(double[] logs) {
        double[] sums = new double[logs.length];
        double sum = 0;
        for (int i = logs.length - 1; i >= 0; i--) {
            sum += logs[i];
            sums[i] = sum;
        }
        return LogDeterminants.closestToZero(sums);
    }
}
