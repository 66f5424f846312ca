package org.setol.spectra.freeprob;

/**
 * Fits kappa of an inverse Marchenko-Pastur law to what lies above a cut, by maximum likelihood. The law has mean 1, as the
 * whole spectrum has when it is normalised (mu), and as R(z) of Eqn 354 supposes; were its mean free, the likelihood of a
 * power-law tail would be largest at kappa = 0, with all of the tail far above the lower edge.
 *
 * <p>The upper edge must lie above the largest value and its inverse, the lower edge, below the smallest. The parameter is
 * t = ln(edge / that - 1), scanned coarsely, then by golden sections; kappa = 2 / (e - 1/e)^2 with e the root of the edge.
 */
public final class InverseMpLikelihood {

    private static final int SCAN = 60;
    private static final int SECTIONS = 50;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double LOWEST = -20;
    private static final double HIGHEST = 10;

    /** Half the 95 % quantile of chi squared with one degree of freedom: what one parameter must gain. */
    private static final double SIGNIFICANT = 1.92;

    /** Of t, for the curvature at the maximum. */
    private static final double STEP = 1e-3;

    private final double[] tail;
    private final double cut;
    private final double leastEdge;

    private InverseMpLikelihood(double[] tail, double cut) {
        this.tail = tail;
        this.cut = cut;
        this.leastEdge = Math.max(tail[tail.length - 1], 1 / tail[0]);
    }

    /**
     * The best kappa, or why there is none: the tail is as heavy as x^-3/2, where kappa = 0. O(n) logarithms for each of
     * 110 trials: 1 ms for 300 values.
     *
     * @param tail ascending, positive, in units of the whole spectrum's mean
     * @param cut where the tail starts, not above its smallest value
     */
    public static InverseMpOutcome fit(double[] tail, double cut) {
        if (tail.length < 2 || tail[0] == tail[tail.length - 1]) {
            return new Undefined("an inverse Marchenko-Pastur fit needs at least 2 values that differ, there are "
                    + tail.length + " in the tail");
        }
        if (!(cut > 0) || !(tail[0] >= cut) || Double.isInfinite(tail[tail.length - 1])) {
            throw new IllegalArgumentException("tail from " + tail[0] + " to " + tail[tail.length - 1]
                    + " above a cut at " + cut + ", expected 0 < cut <= tail");
        }
        if (!(tail[tail.length - 1] > 1)) {
            return new Undefined("no value of the tail is above the spectrum's mean, the largest is "
                    + tail[tail.length - 1] + " of it");
        }
        return new InverseMpLikelihood(tail, cut).fit();
    }

    private InverseMpOutcome fit() {
        double t = maximum();
        double best = logLikelihood(t);
        if (best - logLikelihood(HIGHEST) < SIGNIFICANT) {
            return new Undefined(
                    "the tail cannot be told from one that falls off as x^-3/2 or slower, the limit of kappa = 0");
        }
        double kappa = kappa(t);
        return new InverseMpFit(kappa, deviation(t, best), best, distance(kappa), tail.length);
    }

    private double kappa(double t) {
        double root = Math.sqrt(leastEdge * (1 + Math.exp(t)));
        double difference = root - 1 / root;
        return 2 / (difference * difference);
    }

    private double logLikelihood(double t) {
        InverseMarchenkoPastur law = new InverseMarchenkoPastur(kappa(t));
        double upper = leastEdge * (1 + Math.exp(t));
        double lower = 1 / upper;
        double sum = 0;
        double logs = 0;
        for (double x : tail) {
            sum += Math.log((upper - x) * (x - lower));
            logs += Math.log(x);
        }
        double norm = Math.PI / law.kappa() * law.survival(cut);
        return sum / 2 - 2 * logs - tail.length * Math.log(norm);
    }

    /** 1 / sqrt of minus the second derivative in t, times dkappa/dt. */
    private double deviation(double t, double best) {
        double curvature = (2 * best - logLikelihood(t - STEP) - logLikelihood(t + STEP)) / (STEP * STEP);
        double slope = (kappa(t - STEP) - kappa(t + STEP)) / (2 * STEP);
        return curvature > 0 ? slope / Math.sqrt(curvature) : Double.NaN;
    }

    private double distance(double kappa) {
        InverseMarchenkoPastur law = new InverseMarchenkoPastur(kappa);
        double above = law.survival(cut);
        double distance = 0;
        for (int k = 0; k < tail.length; k++) {
            double cdf = 1 - law.survival(tail[k]) / above;
            double below = cdf - (double) k / tail.length;
            distance = Math.max(distance, Math.max(below, 1.0 / tail.length - below));
        }
        return distance;
    }

    /** Where the likelihood is largest: around the best of equidistant points, by golden sections. */
    private double maximum() {
        double step = (HIGHEST - LOWEST) / SCAN;
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k <= SCAN; k++) {
            double value = logLikelihood(LOWEST + k * step);
            if (value > highest) {
                highest = value;
                best = k;
            }
        }
        double low = LOWEST + Math.max(0, best - 1) * step;
        double high = LOWEST + Math.min(SCAN, best + 1) * step;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = logLikelihood(left);
        double atRight = logLikelihood(right);
        for (int k = 0; k < SECTIONS; k++) {
            if (atLeft >= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = logLikelihood(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = logLikelihood(right);
            }
        }
        return (low + high) / 2;
    }
}
