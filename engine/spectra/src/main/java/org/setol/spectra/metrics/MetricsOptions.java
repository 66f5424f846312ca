package org.setol.spectra.metrics;

import org.setol.spectra.fit.Seeds;

/**
 * Which numbers of a spectrum are wanted beyond those that are always there. A new analysis adds its switch here.
 *
 * @param mode whose numbers
 * @param detX the unit-determinant tail
 * @param mpFit the Marchenko-Pastur bulk
 * @param randomize spectra of permuted matrices
 * @param seed of everything random
 * @param tail how the tail is fitted
 */
public record MetricsOptions(
        MetricsMode mode, boolean detX, boolean mpFit, boolean randomize, long seed, TailOptions tail) {

    /** The seed when the user gives none. */
    public static final long DEFAULT_SEED = 1;

    /** WeightWatcher's base columns. */
    public static final MetricsOptions BASE =
            new MetricsOptions(MetricsMode.COMPAT, false, false, false, DEFAULT_SEED, TailOptions.DEFAULTS);

    public MetricsOptions withMode(MetricsMode changed) {
        return new MetricsOptions(changed, detX, mpFit, randomize, seed, tail);
    }

    public MetricsOptions withDetX(boolean changed) {
        return new MetricsOptions(mode, changed, mpFit, randomize, seed, tail);
    }

    public MetricsOptions withMpFit(boolean changed) {
        return new MetricsOptions(mode, detX, changed, randomize, seed, tail);
    }

    public MetricsOptions withRandomize(boolean changed) {
        return new MetricsOptions(mode, detX, mpFit, changed, seed, tail);
    }

    public MetricsOptions withSeed(long changed) {
        return new MetricsOptions(mode, detX, mpFit, randomize, changed, tail);
    }

    public MetricsOptions withTail(TailOptions changed) {
        return new MetricsOptions(mode, detX, mpFit, randomize, seed, changed);
    }

    /** With random streams of the layer's own and threads or not; the layer's other numbers do not change. */
    public MetricsOptions forLayer(long key, boolean parallel) {
        return withSeed(Seeds.mix(seed, key)).withTail(tail.withParallel(parallel));
    }

    /** Whether fingers are clipped: by option, and in corrected mode by the extended truncated law. */
    public boolean areFingersClipped() {
        return tail.fingers() == TailOptions.Fingers.CLIP_XMAX
                || (mode == MetricsMode.CORRECTED && tail.law() == TailOptions.Law.EXTENDED_TRUNCATED);
    }

    /** Whether alpha's dependence on xmin is reported: by option, in corrected mode with every power law. */
    public boolean isStabilityWanted() {
        return tail.stability() || (mode == MetricsMode.CORRECTED && tail.law() == TailOptions.Law.POWER_LAW);
    }
}
