package org.setol.spectra.directions;

import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsMode;

/** How many of a layer's singular directions stay, told from its spectrum: WeightWatcher's methods of SVDSmoothing, and more. */
public sealed interface KeepRule permits Share, SpectralRule, TopCount {

    /** As reports name it: {@code detx}, {@code percent 80}, {@code number -3}. */
    String label();

    /**
     * The count for one layer.
     *
     * @param esd of all its matrices, pooled; at least one eigenvalue
     * @param mode whose numbers
     */
    Cut decide(Esd esd, MetricsMode mode);
}
