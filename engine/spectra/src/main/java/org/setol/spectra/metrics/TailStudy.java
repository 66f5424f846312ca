package org.setol.spectra.metrics;

import java.util.Optional;
import org.setol.spectra.fit.Alternatives;
import org.setol.spectra.fit.Bootstrap;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.Seeds;
import org.setol.spectra.fit.Stability;

/**
 * What is said about a power-law fit beyond its numbers; each is there when it was asked for.
 *
 * @param stability how alpha depends on xmin
 * @param alternatives other laws on the same tail
 * @param goodness whether the data look like the law
 * @param interval how far chance moves alpha and xmin
 */
public record TailStudy(
        Optional<Stability> stability,
        Optional<Alternatives> alternatives,
        Optional<Bootstrap.GoodnessOfFit> goodness,
        Optional<Bootstrap.Interval> interval) {

    /** Nothing asked for, or no fit. */
    public static final TailStudy NONE =
            new TailStudy(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final int GOODNESS_STREAM = 1;
    private static final int INTERVAL_STREAM = 2;

    /**
     * Studies what was asked for.
     *
     * @param data what was fitted, ascending
     */
    static TailStudy of(double[] data, PowerLawFit fit, MetricsOptions options) {
        TailOptions tail = options.tail();
        return new TailStudy(
                options.isStabilityWanted() ? Optional.of(Stability.of(data, fit)) : Optional.empty(),
                tail.alternatives() ? Optional.of(Alternatives.of(data, fit)) : Optional.empty(),
                tail.gofReplicates().isPresent()
                        ? Optional.of(Bootstrap.goodnessOfFit(
                                data,
                                fit,
                                tail.gofReplicates().getAsInt(),
                                Seeds.mix(options.seed(), GOODNESS_STREAM),
                                tail.parallel()))
                        : Optional.empty(),
                tail.ciReplicates().isPresent()
                        ? Optional.of(Bootstrap.interval(
                                data,
                                fit.ks(),
                                tail.ciReplicates().getAsInt(),
                                Seeds.mix(options.seed(), INTERVAL_STREAM),
                                tail.parallel()))
                        : Optional.empty());
    }
}
