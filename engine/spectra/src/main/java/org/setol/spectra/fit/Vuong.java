package org.setol.spectra.fit;

/**
 * Vuong's test of two models that do not contain one another (Econometrica 57, 1989; Clauset et al. 2009, eq. C.3, C.6).
 *
 * @param sum R, the log-likelihood ratio
 * @param normalised R / (s sqrt(n)), s the standard deviation of the single terms; 0 where the models agree everywhere
 * @param p two-sided probability of |R| or more when both are equally far from the truth
 */
record Vuong(double sum, double normalised, double p) {

    /** Differences of this size a datum are rounding: the models are one. */
    private static final double ROUNDING = 1e-12;

    static Vuong of(double[] first, double[] second) {
        int n = first.length;
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += first[k] - second[k];
        }
        double mean = sum / n;
        double squares = 0;
        for (int k = 0; k < n; k++) {
            double deviation = first[k] - second[k] - mean;
            squares += deviation * deviation;
        }
        double deviation = Math.sqrt(squares / n);
        if (deviation < ROUNDING) {
            return new Vuong(sum, 0, 1);
        }
        double normalised = sum / (deviation * Math.sqrt(n));
        return new Vuong(sum, normalised, ExponentialIntegral.erfc(Math.abs(normalised) / Math.sqrt(2)));
    }
}
