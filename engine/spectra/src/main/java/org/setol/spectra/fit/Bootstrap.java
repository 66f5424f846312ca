package org.setol.spectra.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.setol.spectra.kernels.Kernels;

/**
 * What chance alone does to a power-law fit, xmin refitted every time. Each replicate has a generator of its own, keyed by
 * seed and number, so that results do not depend on threads; arrays are kept from one to the next.
 */
public final class Bootstrap {

    /** Half of what a 95 % interval leaves out. */
    private static final double TAIL = 0.025;

    /**
     * Does the data look like draws from the fitted law (Clauset et al. 2009, section 4.1)?
     *
     * @param p fraction of replicates that are at least as far from their own fit as the data are from theirs; below 0.1 a
     *     power law is ruled out
     * @param replicates how many; the standard error of p is at most 1 / (2 sqrt(replicates))
     */
    public record GoodnessOfFit(double p, int replicates) {}

    /**
     * 95 % percentile intervals over resampled data.
     *
     * @param alphaLow 2.5 % of the alphas are below
     * @param alphaHigh 2.5 % are above
     * @param xminLow the same of xmin
     * @param xminHigh the same of xmin
     * @param replicates how many had a fit
     */
    public record Interval(double alphaLow, double alphaHigh, double xminLow, double xminHigh, int replicates) {}

    private Bootstrap() {}

    /**
     * Semi-parametric: below xmin the data are resampled, above it drawn from the fit.
     *
     * @param sorted the data of the fit, ascending
     * @param fit their power law
     * @param replicates 2500 for two digits of p
     * @param seed of all replicates
     * @param parallel whether the threads of the caller's ForkJoinPool (the common pool, outside of any) may share the
     *     work; the result is the same
     */
    public static GoodnessOfFit goodnessOfFit(
            double[] sorted, PowerLawFit fit, int replicates, long seed, boolean parallel) {
        double[] logs = logs(sorted);
        ReplicatePool scratch = new ReplicatePool(logs.length);
        long worse = replicates(replicates, parallel)
                .filter(k -> scratch.with(replicate -> {
                    replicate.drawFrom(logs, fit, seed, k);
                    return !replicate.hasFitBelow(fit.distance(), fit.ks());
                }))
                .count();
        return new GoodnessOfFit((double) worse / replicates, replicates);
    }

    /**
     * Resamples all data with replacement.
     *
     * @param sorted the data of the fit, ascending
     * @param ks what chooses xmin
     * @param replicates how many times
     * @param seed of all replicates
     * @param parallel whether the threads of the caller's ForkJoinPool (the common pool, outside of any) may share the
     *     work; the result is the same
     */
    public static Interval interval(double[] sorted, KsDistance ks, int replicates, long seed, boolean parallel) {
        double[] logs = logs(sorted);
        ReplicatePool scratch = new ReplicatePool(logs.length);
        double[] alphas = new double[replicates];
        double[] xmins = new double[replicates];
        replicates(replicates, parallel)
                .forEach(k -> scratch.with(replicate -> {
                    replicate.resample(logs, seed, k);
                    int best = replicate.bestIndex(ks);
                    alphas[k] = replicate.alpha(best);
                    xmins[k] = StrictMath.exp(replicate.log(best));
                    return true;
                }));
        int fitted = 0;
        for (int k = 0; k < replicates; k++) {
            if (alphas[k] > 1 && Double.isFinite(alphas[k])) {
                alphas[fitted] = alphas[k];
                xmins[fitted] = xmins[k];
                fitted++;
            }
        }
        Arrays.sort(alphas, 0, fitted);
        Arrays.sort(xmins, 0, fitted);
        return new Interval(
                quantile(alphas, fitted, TAIL),
                quantile(alphas, fitted, 1 - TAIL),
                quantile(xmins, fitted, TAIL),
                quantile(xmins, fitted, 1 - TAIL),
                fitted);
    }

    private static IntStream replicates(int count, boolean parallel) {
        IntStream numbers = IntStream.range(0, count);
        return parallel ? numbers.parallel() : numbers;
    }

    private static double[] logs(double[] sorted) {
        double[] logs = new double[sorted.length];
        Kernels.log(sorted, logs);
        return logs;
    }

    /** Linear between order statistics, as numpy's default; NaN of nothing. */
    private static double quantile(double[] sorted, int n, double q) {
        if (n == 0) {
            return Double.NaN;
        }
        double place = q * (n - 1);
        int below = (int) place;
        int above = Math.min(n - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
