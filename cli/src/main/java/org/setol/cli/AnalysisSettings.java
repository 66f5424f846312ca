package org.setol.cli;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.PrecisionChoice;
import org.setol.models.layers.LayerRules;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say what is computed and with what; shared by analyze and demo. */
final class AnalysisSettings {

    /** As the user spells them: {@code compat}, {@code corrected}. */
    enum Mode {
        compat,
        corrected
    }

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

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "compat",
            description = "WeightWatcher's numbers (compat) or those without its faults (corrected; default: compat).")
    private Mode mode = Mode.compat;

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

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Threads in all (default: all cores).")
    private @Nullable Integer threads;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.Converter.class,
            description = "Most memory for matrices, e.g. 800m, 12g (default: half of the machine's).")
    private @Nullable MemorySize memory;

    @Mixin
    private final TailSettings tail = new TailSettings();

    @Mixin
    private final FarmsSettings farms = new FarmsSettings();

    private MetricsOptions metrics() {
        if (traps == TrapRoute.fast && mode != Mode.corrected) {
            throw new UsageException("--traps fast needs --mode corrected: the compat edge is fitted to whole spectra");
        }
        return new MetricsOptions(
                mode == Mode.compat ? MetricsMode.COMPAT : MetricsMode.CORRECTED,
                extras(),
                seed,
                tail.options(),
                farms.options());
    }

    private Set<Extra> extras() {
        Set<Extra> extras = EnumSet.noneOf(Extra.class);
        addIf(detX, Extra.DET_X, extras);
        addIf(mpFit, Extra.MP_FIT, extras);
        addIf(randomize || traps != null, Extra.RANDOMIZE, extras);
        addIf(traps == TrapRoute.fast, Extra.TRAPS_FAST, extras);
        addIf(hill, Extra.HILL, extras);
        addIf(farms.areWanted(), Extra.FARMS, extras);
        return extras;
    }

    private static void addIf(boolean wanted, Extra extra, Set<Extra> extras) {
        if (wanted) {
            extras.add(extra);
        }
    }

    AnalysisOptions options(LayerRules rules) {
        AnalysisOptions options = AnalysisOptions.defaults()
                .withRules(rules)
                .withMetrics(metrics())
                .withPrecision(PrecisionChoice.valueOf(precision.name().toUpperCase(Locale.ROOT)));
        if (!backend.equals("auto")) {
            options = options.withBackend(backend);
        }
        if (threads != null) {
            options = options.withThreads(threads);
        }
        return memory == null ? options : options.withMemoryBytes(memory.bytes());
    }
}
