package org.setol.spectra.metrics;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.setol.spectra.fit.Seeds;

/**
 * Which numbers of a spectrum are wanted beyond those that are always there, and whose.
 *
 * @param mode whose numbers
 * @param extras what else is wanted
 * @param seed of everything random
 * @param tail how the tail is fitted
 * @param farms which windows {@link Extra#FARMS} lays
 */
public record MetricsOptions(MetricsMode mode, Set<Extra> extras, long seed, TailOptions tail, FarmsOptions farms) {

    /** The seed when the user gives none. */
    public static final long DEFAULT_SEED = 1;

    /** WeightWatcher's base columns. */
    public static final MetricsOptions BASE =
            new MetricsOptions(MetricsMode.COMPAT, Set.of(), DEFAULT_SEED, TailOptions.DEFAULTS, FarmsOptions.DEFAULTS);

    public MetricsOptions {
        Set<Extra> ordered = EnumSet.noneOf(Extra.class);
        ordered.addAll(extras);
        extras = Collections.unmodifiableSet(ordered);
    }

    public boolean wants(Extra extra) {
        return extras.contains(extra);
    }

    public MetricsOptions withMode(MetricsMode changed) {
        return new MetricsOptions(changed, extras, seed, tail, farms);
    }

    /** With these beside what is wanted already. */
    public MetricsOptions with(Extra... more) {
        Set<Extra> all = EnumSet.noneOf(Extra.class);
        all.addAll(extras);
        all.addAll(List.of(more));
        return new MetricsOptions(mode, all, seed, tail, farms);
    }

    public MetricsOptions withSeed(long changed) {
        return new MetricsOptions(mode, extras, changed, tail, farms);
    }

    public MetricsOptions withTail(TailOptions changed) {
        return new MetricsOptions(mode, extras, seed, changed, farms);
    }

    public MetricsOptions withFarms(FarmsOptions changed) {
        return new MetricsOptions(mode, extras, seed, tail, changed);
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
