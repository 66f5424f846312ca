package org.setol.cli;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.setol.spectra.fit.KsDistance;
import org.setol.spectra.metrics.TailOptions;
import picocli.CommandLine.Option;

/** Options that say how tails are fitted; shared by analyze and demo. */
final class TailSettings {

    private static final int DEFAULT_INTERVAL = 1000;

    @Option(
            names = "--fit",
            paramLabel = "LAW",
            defaultValue = "pl",
            description =
                    "pl (power law), tpl (with exponential cut-off), e-tpl (that with fingers fixed); default: pl.")
    private String law = "pl";

    @Option(
            names = "--fix-fingers",
            paramLabel = "HOW",
            description = "clip-xmax: fit without the largest eigenvalues when that lowers alpha; xmin-peak: xmin near "
                    + "the peak of the spectrum.")
    private @Nullable String fingers;

    @Option(
            names = "--max-fingers",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Most eigenvalues clipped (default: 10).")
    private @Nullable Integer maxFingers;

    @Option(
            names = "--finger-thresh",
            paramLabel = "X",
            description = "By how much clipping must lower alpha (default: 1.0).")
    private @Nullable Double fingerThreshold;

    @Option(
            names = "--xmax",
            paramLabel = "force|K",
            description = "force: the law ends at the largest eigenvalue; a number: fit without the K largest.")
    private @Nullable String xmax;

    @Option(
            names = "--ks",
            paramLabel = "D",
            description = "Distance that chooses xmin: one-sided (WeightWatcher's) or two-sided (default: the mode's).")
    private @Nullable String ks;

    @Option(
            names = "--stability",
            description =
                    "How much alpha depends on xmin: plateau, second minimum of D, a warning where two are nearly "
                            + "as deep (always in corrected mode).")
    private boolean stability;

    @Option(
            names = "--alternatives",
            description = "Compare exponential, lognormal, stretched exponential and truncated power law: R, p, AIC.")
    private boolean alternatives;

    @Option(
            names = "--gof",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Goodness of fit from N bootstrap replicates, xmin refitted (2500 for two digits of p).")
    private @Nullable Integer gof;

    @Option(
            names = "--ci",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            arity = "0..1",
            fallbackValue = "" + DEFAULT_INTERVAL,
            description = "95 %% intervals of alpha and xmin from N resamples, xmin refitted (default N: 1000).")
    private @Nullable Integer ci;

    TailOptions options() {
        if (fingers == null && (maxFingers != null || fingerThreshold != null)) {
            throw new UsageException("--max-fingers and --finger-thresh need --fix-fingers clip-xmax");
        }
        TailOptions.Fingers how = fingers == null ? TailOptions.Fingers.KEEP : fingers(fingers);
        if (how == TailOptions.Fingers.XMIN_PEAK && (maxFingers != null || fingerThreshold != null)) {
            throw new UsageException("--max-fingers and --finger-thresh go with --fix-fingers clip-xmax only");
        }
        try {
            TailOptions defaults = TailOptions.DEFAULTS;
            return (ks == null ? defaults : defaults.withKs(distance(ks)))
                    .withLaw(law(law))
                    .withXmax(xmax())
                    .withFingers(
                            how,
                            maxFingers == null ? defaults.maxFingers() : maxFingers,
                            fingerThreshold == null ? defaults.fingerThreshold() : fingerThreshold)
                    .withStudy(stability, alternatives, optional(gof), optional(ci));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private TailOptions.Xmax xmax() {
        if (xmax == null) {
            return TailOptions.Xmax.UNSET;
        }
        if (xmax.equals("force")) {
            return TailOptions.Xmax.FORCED;
        }
        try {
            int k = Integer.parseInt(xmax);
            if (k >= 1) {
                return TailOptions.Xmax.dropping(k);
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers that make no sense.
        }
        throw new UsageException("--xmax: '" + xmax + "' is neither force nor a whole number of at least 1");
    }

    private static TailOptions.Law law(String label) {
        return Stream.of(TailOptions.Law.values())
                .filter(value -> value.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new UsageException("--fit: '" + label + "' is none of "
                        + Stream.of(TailOptions.Law.values())
                                .map(TailOptions.Law::label)
                                .collect(Collectors.joining(", "))));
    }

    private static KsDistance distance(String label) {
        return Stream.of(KsDistance.values())
                .filter(value -> value.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new UsageException("--ks: '" + label + "' is neither one-sided nor two-sided"));
    }

    private static TailOptions.Fingers fingers(String label) {
        return Stream.of(TailOptions.Fingers.CLIP_XMAX, TailOptions.Fingers.XMIN_PEAK)
                .filter(value -> value.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("--fix-fingers: '" + label + "' is neither clip-xmax nor xmin-peak"));
    }
}
