package org.setol.spectra.freeprob;

import java.util.function.DoubleUnaryOperator;

/**
 * Fits an inverse Marchenko-Pastur law to what lies above a cut, by maximum likelihood. The density being proportional to
 * x^-2 sqrt((b - x)(x - a)), the parameters are the edges, a below the cut and b above the largest value; scale = sqrt(a b)
 * and, with e = (b/a)^(1/4), kappa = 2 / (e - 1/e)^2. The likelihood of b is maximised, a being the best for each b: both by a
 * coarse scan and golden sections.
 */
public final class InverseMpLikelihood {

    private static final int SCAN = 24;
    private static final int SECTIONS = 40;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** ln(1 - a / cut) and ln(b / largest - 1) are sought between these. */
    private static final double LOWEST_LOG = -14;

    private static final double HIGHEST_LOG = 10;

    /** Smallest a / cut: at 0 the density would be x^-3/2 sqrt(b - x). */
    private static final double SMALLEST_PART = 1e-9;

    /** Half the 95 % quantile of chi squared with one degree of freedom: what one parameter must gain. */
    private static final double SIGNIFICANT = 1.92;

    private final double[] tail;
    private final double cut;
    private final double sumOfLogs;

    private InverseMpLikelihood(double[] tail, double cut) {
        this.tail = tail;
        this.cut = cut;
        double sum = 0;
        for (double x : tail) {
            sum += Math.log(x);
        }
        this.sumOfLogs = sum;
    }

    /**
     * The best law, or why there is none. O(n) logarithms for each of some 4000 trials: 40 ms for 300 values.
     *
     * @param tail ascending, positive
     * @param cut where the tail starts, not above its smallest value
     */
    public static InverseMpOutcome fit(double[] tail, double cut) {
        if (tail.length < 3 || tail[0] == tail[tail.length - 1]) {
            return new Undefined("an inverse Marchenko-Pastur fit needs at least 3 values that differ, there are "
                    + tail.length + " in the tail");
        }
        if (!(cut > 0) || !(tail[0] >= cut) || Double.isInfinite(tail[tail.length - 1])) {
            throw new IllegalArgumentException("tail from " + tail[0] + " to " + tail[tail.length - 1]
                    + " above a cut at " + cut + ", expected 0 < cut <= tail");
        }
        return new InverseMpLikelihood(tail, cut).fit();
    }

    private InverseMpOutcome fit() {
        double largest = tail[tail.length - 1];
        double v = maximum(end -> bestOfLower(largest * (1 + Math.exp(end))).value, LOWEST_LOG, HIGHEST_LOG);
        double upper = largest * (1 + Math.exp(v));
        Best best = bestOfLower(upper);
        double lower = best.lower;
        double limit = bestOfLower(largest * (1 + Math.exp(HIGHEST_LOG))).value;
        if (best.value - limit < SIGNIFICANT || lower / cut <= SMALLEST_PART) {
            return new Undefined(
                    "the tail cannot be told from one that falls off as x^-3/2 or slower, the limit of kappa = 0");
        }
        double e = Math.sqrt(Math.sqrt(upper / lower));
        double kappa = 2 / ((e - 1 / e) * (e - 1 / e));
        double scale = Math.sqrt(lower * upper);
        return new InverseMpFit(kappa, scale, lower, upper, best.value, distance(kappa, scale), tail.length);
    }

    private record Best(double lower, double value) {}

    private Best bestOfLower(double upper) {
        double u = maximum(start -> logLikelihood(lowerAt(start), upper), LOWEST_LOG, 0);
        double lower = lowerAt(u);
        return new Best(lower, logLikelihood(lower, upper));
    }

    /** a of ln(1 - a / cut), just above 0 at the end of the range. */
    private double lowerAt(double log) {
        return cut * Math.max(-Math.expm1(log), SMALLEST_PART);
    }

    private double logLikelihood(double lower, double upper) {
        double sum = 0;
        for (double x : tail) {
            sum += Math.log((upper - x) * (x - lower));
        }
        // Of 1/x, whose edges are 1/b and 1/a: density (arc's constants) sqrt(...) / y, and the mass below 1/cut.
        double root = Math.sqrt(lower * upper);
        MpArc arc = new MpArc((upper / root + lower / root) / 2, (upper / root - lower / root) / 2, 1);
        double mass = arc.mass(arc.angle(root / cut));
        double norm = Math.PI * (arc.centre() - 1) * mass;
        return sum / 2 - 2 * sumOfLogs - tail.length * Math.log(norm);
    }

    private double distance(double kappa, double scale) {
        InverseMarchenkoPastur law = new InverseMarchenkoPastur(kappa);
        double above = law.survival(cut / scale);
        double distance = 0;
        for (int k = 0; k < tail.length; k++) {
            double cdf = 1 - law.survival(tail[k] / scale) / above;
            double below = cdf - (double) k / tail.length;
            distance = Math.max(distance, Math.max(below, 1.0 / tail.length - below));
        }
        return distance;
    }

    /** Where f is largest: around the best of equidistant points, by golden sections. */
    private static double maximum(DoubleUnaryOperator f, double from, double to) {
        double step = (to - from) / SCAN;
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k <= SCAN; k++) {
            double value = f.applyAsDouble(from + k * step);
            if (value > highest) {
                highest = value;
                best = k;
            }
        }
        double low = from + Math.max(0, best - 1) * step;
        double high = from + Math.min(SCAN, best + 1) * step;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = f.applyAsDouble(left);
        double atRight = f.applyAsDouble(right);
        for (int k = 0; k < SECTIONS; k++) {
            if (atLeft >= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = f.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = f.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }
}
