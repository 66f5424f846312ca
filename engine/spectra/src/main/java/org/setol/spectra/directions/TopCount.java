package org.setol.spectra.directions;

import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsMode;

/**
 * The same number for every layer.
 *
 * @param count of the largest that stay; negative: that go
 */
public record TopCount(int count) implements KeepRule {

    public TopCount {
        if (count == 0 || count == Integer.MIN_VALUE) {
            throw new IllegalArgumentException(count + " directions are none to keep or drop");
        }
    }

    @Override
    public String label() {
        return "number " + count;
    }

    @Override
    public Cut decide(Esd esd, MetricsMode mode) {
        return Cut.ofTop(count, esd.size());
    }
}
