package org.setol.spectra.metrics;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.setol.spectra.fit.KsDistance;
import org.setol.spectra.fit.Seeds;
import org.setol.spectra.setol.SetolOptions;

/**
 * Which numbers of a spectrum are wanted beyond those that are always there, and whose.
 *
 * @param mode whose numbers
 * @param extras what else is wanted
 * @param seed of everything random
 * @param tail how the tail is fitted
 * @param farms which windows {@link Extra#FARMS} lays
 * @param setol how the SETOL numbers are computed
 */
public record MetricsOptions(
        MetricsMode mode, Set<Extra> extras, long seed, TailOptions tail, FarmsOptions farms, SetolOptions setol) {

    /** The seed when the user gives none. */
    public static final long DEFAULT_SEED = 1;

    /** WeightWatcher's base columns. */
    public static final MetricsOptions BASE = new MetricsOptions(
            MetricsMode.COMPAT,
            Set.of(),
            DEFAULT_SEED,
            TailOptions.DEFAULTS,
            FarmsOptions.DEFAULTS,
            SetolOptions.DEFAULTS);

    public MetricsOptions {
        Set<Extra> ordered = EnumSet.noneOf(Extra.class);
        ordered.addAll(extras);
        extras = Collections.unmodifiableSet(ordered);
        refuse(ordered, Extra.INTRA, Extra.STACKED, Extra.VECTORS, Extra.RANDOMIZE, Extra.CONV2D_FFT, Extra.FARMS);
        refuse(ordered, Extra.STACKED, Extra.CONV2D_FFT, Extra.GLOROT_FIX, Extra.FARMS);
        refuse(ordered, Extra.INVERSE, Extra.VECTORS, Extra.RANDOMIZE, Extra.FARMS);
        refuse(ordered, Extra.CONV2D_FFT, Extra.VECTORS, Extra.RANDOMIZE, Extra.GLOROT_FIX, Extra.FARMS);
    }

    private static void refuse(Set<Extra> extras, Extra one, Extra... others) {
        for (Extra other : others) {
            if (extras.contains(one) && extras.contains(other)) {
                throw new IllegalArgumentException(one.option() + " and " + other.option()
                        + " exclude each other: they are analyses of different matrices");
            }
        }
    }

    public boolean wants(Extra extra) {
        return extras.contains(extra);
    }

    public MetricsOptions withMode(MetricsMode changed) {
        return new MetricsOptions(changed, extras, seed, tail, farms, setol);
    }

    /** With these beside what is wanted already. */
    public MetricsOptions with(Extra... more) {
        Set<Extra> all = EnumSet.noneOf(Extra.class);
        all.addAll(extras);
        all.addAll(List.of(more));
        return new MetricsOptions(mode, all, seed, tail, farms, setol);
    }

    public MetricsOptions withSeed(long changed) {
        return new MetricsOptions(mode, extras, changed, tail, farms, setol);
    }

    public MetricsOptions withTail(TailOptions changed) {
        return new MetricsOptions(mode, extras, seed, changed, farms, setol);
    }

    public MetricsOptions withFarms(FarmsOptions changed) {
        return new MetricsOptions(mode, extras, seed, tail, changed, setol);
    }

    public MetricsOptions withSetol(SetolOptions changed) {
        return new MetricsOptions(mode, extras, seed, tail, farms, changed);
    }

    /** With random streams of the layer's own and threads or not; the layer's other numbers do not change. */
    public MetricsOptions forLayer(long key, boolean parallel) {
        return withSeed(Seeds.mix(seed, key)).withTail(tail.withParallel(parallel));
    }

    /** The distance that chooses xmin: as asked for, else the mode's. */
    public KsDistance ks() {
        return tail.ks().orElse(mode == MetricsMode.COMPAT ? KsDistance.ONE_SIDED : KsDistance.TWO_SIDED);
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
