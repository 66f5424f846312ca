package org.setol.spectra.fit;

/**
 * Weibull tails, in t = x / xmin: beta r t^(beta - 1) exp(-r (t^beta - 1)). The rate follows from beta, so one parameter is
 * searched; beta to 0 is the power law.
 */
final class StretchedExponential {

    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 1e3;
    private static final int GRID = 60;
    private static final double PRECISION = 1e-10;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** exp of more than this overflows. */
    private static final double LARGEST_EXPONENT = 700;

    private StretchedExponential() {}

    /**
     * Most likely beta in [1e-6, 1000]: the best of a logarithmic grid, then golden sections around it.
     *
     * @param u ln(x / xmin), ascending, the largest positive
     */
    static double beta(double[] u) {
        double low = Math.log(LOWEST);
        double high = Math.log(Math.min(HIGHEST, LARGEST_EXPONENT / u[u.length - 1]));
        double step = (high - low) / GRID;
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k <= GRID; k++) {
            double value = profile(u, low + k * step);
            if (value > largest) {
                largest = value;
                best = k;
            }
        }
        return Math.exp(sections(u, low + Math.max(0, best - 1) * step, low + Math.min(GRID, best + 1) * step));
    }

    private static double sections(double[] u, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = profile(u, left);
        double atRight = profile(u, right);
        while (high - low > PRECISION) {
            if (atLeft >= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = profile(u, left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = profile(u, right);
            }
        }
        return (low + high) / 2;
    }

    /** Log-likelihood per datum of u at the best rate, but for a constant. */
    private static double profile(double[] u, double logBeta) {
        double beta = Math.exp(logBeta);
        double excess = 0;
        double sum = 0;
        for (double v : u) {
            excess += Math.expm1(beta * v);
            sum += v;
        }
        return logBeta - Math.log(excess / u.length) + beta * sum / u.length;
    }
}
