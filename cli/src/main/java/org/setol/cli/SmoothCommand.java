package org.setol.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.rewrite.Rewriting;
import org.setol.spectra.directions.KeepRule;
import org.setol.spectra.directions.Share;
import org.setol.spectra.directions.SpectralRule;
import org.setol.spectra.directions.TopCount;
import org.setol.spectra.metrics.MetricsMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code setol smooth}: the largest singular directions of every layer, or all but those. */
@Command(
        name = "smooth",
        description =
                "Writes a model whose layers keep their largest singular directions only (WeightWatcher's SVDSmoothing).",
        footer = {
            "",
            "Examples:",
            "  setol smooth model.safetensors -o smooth.safetensors",
            "  setol smooth llama/ -o llama-80/ --percent 80 --layers '*mlp*'",
            "  setol smooth net.onnx -o without-top3.safetensors --k -3"
        })
final class SmoothCommand extends RewriteCommand {

    @Option(
            names = "--by",
            paramLabel = "RULE",
            description =
                    "How many stay: detx, pl (the power law's tail), mp (above the Marchenko-Pastur bulk), auto (mp"
                            + " where alpha > 6, else detx), erg; or --percent or --k (default: detx).")
    private @Nullable String by;

    @Option(
            names = "--percent",
            paramLabel = "P",
            description = "This share of a layer's directions stays, e.g. 80; negative: the largest go.")
    private @Nullable Double percent;

    @Option(
            names = "--k",
            paramLabel = "K",
            description =
                    "This many of a layer's directions stay; negative: the largest go. All matrices of a convolution"
                            + " share them.")
    private @Nullable Integer count;

    @Override
    Rewriting rewriting(MetricsMode chosen) {
        int rules = (by == null ? 0 : 1) + (percent == null ? 0 : 1) + (count == null ? 0 : 1);
        if (rules > 1) {
            throw new UsageException("smooth: --by, --percent and --k are three ways to say how many; give one");
        }
        return Rewriting.smooth(rule(), chosen);
    }

    private KeepRule rule() {
        try {
            if (percent != null) {
                return new Share(percent);
            }
            if (count != null) {
                return new TopCount(count);
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("smooth: " + e.getMessage());
        }
        return by == null ? SpectralRule.DETX : named(by);
    }

    private static KeepRule named(String label) {
        Optional<SpectralRule> rule = SpectralRule.of(label);
        return rule.orElseThrow(() -> new UsageException("--by: '" + label + "' is none of detx, pl, mp, auto, erg"));
    }
}
