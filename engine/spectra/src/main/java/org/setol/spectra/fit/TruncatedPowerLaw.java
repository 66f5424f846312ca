package org.setol.spectra.fit;

import org.setol.spectra.kernels.Kernels;

/** Fits power laws with an exponential cut-off, p(x) ~ x^-alpha e^(-lambda x); WeightWatcher's TPL. */
public final class TruncatedPowerLaw {

    private TruncatedPowerLaw() {}

    /**
     * Maximum likelihood in (alpha, lambda), lambda &ge; 0, on x &ge; xmin without upper end, at the xmin with the smallest
     * Kolmogorov-Smirnov distance.
     *
     * @param sorted positive and finite, ascending; not changed
     * @param lowestAlpha lower bound of alpha in [0, 1]; the powerlaw package, hence WeightWatcher, has 1
     * @param endsAtXmax whether the distance is to the distribution on x &le; max(sorted), as with WeightWatcher's
     *     xmax = force
     * @param ks which distance
     * @return the fit, or why there is none: fewer than two data, or all equal
     */
    public static TailOutcome fitSorted(double[] sorted, double lowestAlpha, boolean endsAtXmax, KsDistance ks) {
        return fitSorted(sorted, 0, Double.POSITIVE_INFINITY, lowestAlpha, endsAtXmax, ks);
    }

    /** The same with xmin among the data of [low, high] only. */
    public static TailOutcome fitSorted(
            double[] sorted, double low, double high, double lowestAlpha, boolean endsAtXmax, KsDistance ks) {
        PowerLaw.requirePositive(sorted);
        if (sorted.length < 2) {
            return new NoFit("a truncated power law needs at least 2 positive eigenvalues, there are " + sorted.length);
        }
        double[] logs = new double[sorted.length];
        Kernels.log(sorted, logs);
        return new TruncatedScan(sorted, logs, lowestAlpha, endsAtXmax, ks).run(low, high);
    }
}
