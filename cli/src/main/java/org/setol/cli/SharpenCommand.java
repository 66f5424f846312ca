package org.setol.cli;

import org.setol.analysis.rewrite.Rewriting;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code setol sharpen}: a model without its correlation traps. */
@Command(
        name = "sharpen",
        description =
                "Writes a model without correlation traps: permutes each matrix, removes what sticks out of the random"
                        + " bulk, and undoes the permutation (WeightWatcher's SVDSharpness).",
        footer = {
            "",
            "Examples:",
            "  setol sharpen model.safetensors -o sharp.safetensors",
            "  setol sharpen model.safetensors -o sharp.safetensors --mode corrected --seed 7"
        })
final class SharpenCommand extends RewriteCommand {

    /** As the user spells them. */
    enum Source {
        permuted,
        weights
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the permutations, which are those of analyze --randomize (default: ${DEFAULT-VALUE}).")
    private long seed = MetricsOptions.DEFAULT_SEED;

    @Option(
            names = "--from",
            paramLabel = "WHICH",
            defaultValue = "permuted",
            description =
                    "Remove directions of the permuted matrices (permuted: the traps), or as many of the weights as"
                            + " they are, which is what WeightWatcher's code does (weights; default: permuted).")
    private Source from = Source.permuted;

    @Override
    Rewriting rewriting(MetricsMode chosen) {
        return new Rewriting.Sharpen(from == Source.weights);
    }

    @Override
    long seed() {
        return seed;
    }
}
