package org.setol.spectra.metrics;

/**
 * Which numbers of a spectrum are wanted beyond those that are always there. A new analysis adds its switch here.
 *
 * @param mode whose numbers
 * @param detX the unit-determinant tail
 * @param mpFit the Marchenko-Pastur bulk
 * @param randomize spectra of permuted matrices
 * @param seed of everything random
 */
public record MetricsOptions(MetricsMode mode, boolean detX, boolean mpFit, boolean randomize, long seed) {

    /** The seed when the user gives none. */
    public static final long DEFAULT_SEED = 1;

    /** WeightWatcher's base columns. */
    public static final MetricsOptions BASE = new MetricsOptions(MetricsMode.COMPAT, false, false, false, DEFAULT_SEED);

    public MetricsOptions withMode(MetricsMode changed) {
        return new MetricsOptions(changed, detX, mpFit, randomize, seed);
    }

    public MetricsOptions withDetX(boolean changed) {
        return new MetricsOptions(mode, changed, mpFit, randomize, seed);
    }

    public MetricsOptions withMpFit(boolean changed) {
        return new MetricsOptions(mode, detX, changed, randomize, seed);
    }

    public MetricsOptions withRandomize(boolean changed) {
        return new MetricsOptions(mode, detX, mpFit, changed, seed);
    }

    public MetricsOptions withSeed(long changed) {
        return new MetricsOptions(mode, detX, mpFit, randomize, changed);
    }
}
