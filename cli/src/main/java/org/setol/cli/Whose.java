package org.setol.cli;

import org.setol.spectra.metrics.MetricsMode;
import picocli.CommandLine.Option;

/** {@code --mode}: whose numbers. */
final class Whose {

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "compat",
            converter = Converter.class,
            completionCandidates = Converter.class,
            description = "WeightWatcher's numbers (compat) or those without its faults (corrected; default: compat).")
    private MetricsMode mode = MetricsMode.COMPAT;

    /** For picocli. */
    static final class Converter extends OneOf<MetricsMode> {
        Converter() {
            super(MetricsMode.values(), MetricsMode::label);
        }
    }

    MetricsMode mode() {
        return mode;
    }
}
