package org.setol.spectra.fit;

/**
 * The maximum-likelihood exponent of every tail, alpha_i = 1 + m / sum_{j >= i} (l_j - l_i) with m = n - i and l = ln x
 * (Clauset et al. 2009, eq. 3.1). The denominators follow from one another by non-negative increments,
 *
 * <pre>T_i = T_{i+1} + (n - i - 1) (l_{i+1} - l_i),</pre>
 *
 * so nothing cancels: equal values give exactly 0, hence an infinite exponent, where the textbook difference of sums
 * gives rounding noise. The sum is compensated (Neumaier 1974), error about one ulp.
 */
final class TailExponents {

    private TailExponents() {}

    /**
     * The exponent of the tail starting at each datum but the last.
     *
     * @param logs ascending, at least two
     * @return n - 1 exponents; infinite where the tail holds one value only
     */
    static double[] of(double[] logs) {
        double[] alphas = new double[logs.length - 1];
        fill(logs, alphas);
        return alphas;
    }

    /** The same into {@code alphas}, one shorter than {@code logs}. */
    static void fill(double[] logs, double[] alphas) {
        int n = logs.length;
        double sum = 0;
        double lost = 0;
        for (int i = n - 2; i >= 0; i--) {
            double step = (n - i - 1) * (logs[i + 1] - logs[i]);
            double next = sum + step;
            lost += sum >= step ? (sum - next) + step : (step - next) + sum;
            sum = next;
            alphas[i] = 1 + (n - i) / (sum + lost);
        }
    }
}
