package org.setol.spectra.metrics;

/**
 * Which numbers of a spectrum are wanted beyond those that are always there. A new analysis adds its switch here.
 *
 * @param mode whose numbers
 * @param detX the unit-determinant tail
 * @param mpFit the Marchenko-Pastur bulk
 */
public record MetricsOptions(MetricsMode mode, boolean detX, boolean mpFit) {

    /** WeightWatcher's base columns. */
    public static final MetricsOptions BASE = new MetricsOptions(MetricsMode.COMPAT, false, false);

    public MetricsOptions withMode(MetricsMode changed) {
        return new MetricsOptions(changed, detX, mpFit);
    }

    public MetricsOptions withDetX(boolean changed) {
        return new MetricsOptions(mode, changed, mpFit);
    }

    public MetricsOptions withMpFit(boolean changed) {
        return new MetricsOptions(mode, detX, changed);
    }
}
