package org.setol.analysis.report;

import java.util.List;

/**
 * What was written.
 *
 * @param command {@code smooth}, {@code sharpen}, {@code truncate}
 * @param rule by which: {@code detx}, {@code percent 80}
 * @param mode compat or corrected
 * @param seed of permutations
 * @param model what the user named
 * @param format of the model
 * @param output where the new one is
 * @param layers those that the rule was asked about, in file order
 * @param copied tensors that were not, with the reason; they are byte for byte what they were
 */
public record RewriteReport(
        String command,
        String rule,
        String mode,
        long seed,
        String model,
        String format,
        String output,
        List<LayerChange> layers,
        List<CoverageEntry> copied) {

    public RewriteReport {
        layers = List.copyOf(layers);
        copied = List.copyOf(copied);
    }

    /** How many layers are not what they were. */
    public long changed() {
        return layers.stream().filter(LayerChange.Changed.class::isInstance).count();
    }
}
