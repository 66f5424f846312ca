package org.setol.spectra.setol;

import org.setol.spectra.fit.MarchenkoPasturLaw;

/**
 * The inverse Marchenko-Pastur law (5.4.5, A.8) nearest to a spectrum of mean 1. The law is that of (1 - q) / v, v being
 * Marchenko-Pastur of ratio q = 1 / (1 + 2 kappa) and mean 1: kappa = (Q - 1) / 2 as Table 8 says. The paper calls kappa
 * adjustable but gives no way to find it; here it is the one of smallest Kolmogorov-Smirnov distance to all eigenvalues,
 * since the model is one of a whole spectrum of mean 1.
 *
 * @param kappa alpha is 2 kappa by the paper's Fig 12
 * @param distance Kolmogorov-Smirnov distance, two-sided
 */
public record ImpFit(double kappa, double distance) {

    private static final double LOWEST = 1e-3;
    private static final double HIGHEST = 1e3;

    /** Candidates tried first; the distance has few minima in ln kappa. */
    private static final int GRID = 60;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** ln kappa is found to this. */
    private static final double RESOLUTION = 1e-9;

    /**
     * The nearest law, kappa between 0.001 and 1000. About 100 n values of the law, 10 ms for n = 1000.
     *
     * @param mu ascending, non-negative, mean 1
     */
    static ImpFit of(double[] mu) {
        double step = StrictMath.log(HIGHEST / LOWEST) / GRID;
        double start = StrictMath.log(LOWEST);
        int best = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k <= GRID; k++) {
            double distance = distance(mu, StrictMath.exp(start + k * step));
            if (distance < smallest) {
                smallest = distance;
                best = k;
            }
        }
        return search(mu, start + Math.max(0, best - 1) * step, start + Math.min(GRID, best + 1) * step);
    }

    /** Golden section. */
    private static ImpFit search(double[] mu, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = distance(mu, StrictMath.exp(left));
        double atRight = distance(mu, StrictMath.exp(right));
        while (high - low > RESOLUTION) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = distance(mu, StrictMath.exp(left));
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = distance(mu, StrictMath.exp(right));
            }
        }
        double kappa = StrictMath.exp(0.5 * (low + high));
        return new ImpFit(kappa, distance(mu, kappa));
    }

    /** P(u &le; value) of the law. */
    static double cdf(double value, double kappa) {
        double ratio = 1 / (1 + 2 * kappa);
        return value > 0 ? 1 - MarchenkoPasturLaw.ofMeanOne(ratio).cdf((1 - ratio) / value) : 0;
    }

    private static double distance(double[] mu, double kappa) {
        double ratio = 1 / (1 + 2 * kappa);
        MarchenkoPasturLaw inverse = MarchenkoPasturLaw.ofMeanOne(ratio);
        int n = mu.length;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double model = mu[i] > 0 ? 1 - inverse.cdf((1 - ratio) / mu[i]) : 0;
            largest = Math.max(largest, Math.max(model - (double) i / n, (double) (i + 1) / n - model));
        }
        return largest;
    }
}
