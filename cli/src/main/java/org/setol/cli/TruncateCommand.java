package org.setol.cli;

import org.setol.analysis.rewrite.Rewriting;
import org.setol.spectra.directions.SpectralRule;
import org.setol.spectra.metrics.MetricsMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code setol truncate}: SETOL's effective correlation space as a model. */
@Command(
        name = "truncate",
        description = "Writes a model whose layers are replaced by their effective correlation space (SETOL, 6.2).",
        footer = {
            "",
            "Examples:",
            "  setol truncate model.safetensors -o ecs.safetensors --rule erg",
            "  setol truncate model.safetensors -o tail.safetensors --rule pl --layers fc1"
        })
final class TruncateCommand extends RewriteCommand {

    /** As the user spells them. */
    enum Rule {
        erg,
        pl
    }

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            required = true,
            description =
                    "Which eigenvalues span it: erg (those whose determinant is nearest to one) or pl (the power law's"
                            + " tail).")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Rule rule;

    @Override
    Rewriting rewriting(MetricsMode chosen) {
        return Rewriting.truncate(rule == Rule.erg ? SpectralRule.ERG : SpectralRule.PL);
    }
}
