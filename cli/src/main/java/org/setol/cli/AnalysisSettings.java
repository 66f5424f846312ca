package org.setol.cli;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.PrecisionChoice;
import org.setol.models.layers.LayerRules;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.FarmsOptions;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.TailOptions;
import org.setol.spectra.setol.SetolOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say what is computed and with what; shared by analyze and demo. */
final class AnalysisSettings {

    /** As the user spells them. */
    enum TrapRoute {
        full,
        fast
    }

    /** As the user spells them. */
    enum Precision {
        auto,
        float32,
        float64
    }

    @Option(names = "--detx", description = "Also find the tail whose determinant is one (detX).")
    private boolean detX;

    @Option(names = "--mp-fit", description = "Also fit a Marchenko-Pastur bulk and count the spikes above it.")
    private boolean mpFit;

    @Option(
            names = "--randomize",
            description = "Also permute the elements of every matrix, and list the correlation traps that remain.")
    private boolean randomize;

    @Option(
            names = "--traps",
            paramLabel = "HOW",
            description =
                    "--randomize by whole spectra (full, the default), or (fast) by Lanczos with a proof that no trap is "
                            + "missing: without rand_distance and the rand_ fit, and with --mode corrected only.")
    private @Nullable TrapRoute traps;

    @Option(
            names = "--hill",
            description = "Also the exponents of TempBalance and AlphaPruning: alpha_hill_mid, alpha_hill_peak.")
    private boolean hill;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything random, any 64-bit number (default: ${DEFAULT-VALUE}).")
    private long seed = MetricsOptions.DEFAULT_SEED;

    @Mixin
    private final Whose whose = new Whose();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "What computes the spectra: auto, or a name that 'setol backends' lists (default: auto).")
    private String backend = "auto";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "auto",
            description = "auto: float64, the fast way; float32: faster; float64: as LAPACK's gesdd (default: auto).")
    private Precision precision = Precision.auto;

    @Mixin
    private final Resources resources = new Resources();

    @Mixin
    private final TailSettings tail = new TailSettings();

    @Mixin
    private final FarmsSettings farms = new FarmsSettings();

    @Mixin
    private final SetolSettings setol = new SetolSettings();

    @Mixin
    private final MatrixSettings matrices = new MatrixSettings();

    private MetricsOptions metrics() {
        if (traps == TrapRoute.fast && whose.mode() != MetricsMode.CORRECTED) {
            throw new UsageException("--traps fast needs --mode corrected: the compat edge is fitted to whole spectra");
        }
        TailOptions fit = tail.options();
        FarmsOptions windows = farms.options();
        SetolOptions theory = setol.options();
        try {
            return new MetricsOptions(whose.mode(), extras(), seed, fit, windows, theory);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Set<Extra> extras() {
        Set<Extra> extras = EnumSet.noneOf(Extra.class);
        addIf(detX, Extra.DET_X, extras);
        addIf(mpFit, Extra.MP_FIT, extras);
        addIf(randomize || traps != null, Extra.RANDOMIZE, extras);
        addIf(traps == TrapRoute.fast, Extra.TRAPS_FAST, extras);
        addIf(hill, Extra.HILL, extras);
        addIf(farms.areWanted(), Extra.FARMS, extras);
        addIf(setol.isWanted(), Extra.SETOL, extras);
        matrices.addTo(extras);
        return extras;
    }

    private static void addIf(boolean wanted, Extra extra, Set<Extra> extras) {
        if (wanted) {
            extras.add(extra);
        }
    }

    AnalysisOptions options(LayerRules rules) {
        matrices.check(rules.pool());
        AnalysisOptions options = AnalysisOptions.defaults()
                .withRules(rules)
                .withMetrics(metrics())
                .withPrecision(PrecisionChoice.valueOf(precision.name().toUpperCase(Locale.ROOT)));
        if (!backend.equals("auto")) {
            options = options.withBackend(backend);
        }
        return resources.limit(options);
    }
}
