package org.setol.spectra.directions;

import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsMode;

/**
 * A share of the directions: int(percent / 100 n) of them, as WeightWatcher's {@code method='svd'}.
 *
 * @param percent of all, above 0 and below 100: the largest stay; below 0 and above -100: the largest go
 */
public record Share(double percent) implements KeepRule {

    private static final double ALL = 100;

    public Share {
        if (!(Math.abs(percent) < ALL) || percent == 0) {
            throw new IllegalArgumentException(percent + " % is not between 0 and 100, or -100 and 0");
        }
    }

    @Override
    public String label() {
        return "percent " + (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent));
    }

    @Override
    public Cut decide(Esd esd, MetricsMode mode) {
        return Cut.ofTop((long) (percent * esd.size() / ALL), esd.size());
    }
}
