package org.setol.analysis.rewrite;

import org.setol.spectra.directions.KeepRule;
import org.setol.spectra.directions.SpectralRule;
import org.setol.spectra.metrics.MetricsMode;

/** What is done to every layer. */
public sealed interface Rewriting {

    /** Who asks: {@code smooth}, {@code sharpen}, {@code truncate}. */
    String command();

    /** As reports name it. */
    String label();

    /**
     * Keeps the largest singular directions, or all but those.
     *
     * @param command who asks: {@code smooth}, {@code truncate}
     * @param rule how many
     * @param shares how the matrices of a convolution share them: compat in equal parts, corrected by size
     */
    record Keep(String command, KeepRule rule, MetricsMode shares) implements Rewriting {
        @Override
        public String label() {
            return rule.label();
        }
    }

    /**
     * Removes correlation traps: the elements are permuted, directions above the edge of what is random are removed, and
     * the permutation is undone.
     *
     * @param fromWeights removes as many of the largest directions of the weights as they are instead. That is what
     *     WeightWatcher's code does: it permutes a copy for counting. What is largest there was learned, as a rule
     */
    record Sharpen(boolean fromWeights) implements Rewriting {
        @Override
        public String command() {
            return "sharpen";
        }

        @Override
        public String label() {
            return fromWeights ? "traps, from the weights" : "traps";
        }
    }

    /** WeightWatcher's SVDSmoothing. */
    static Rewriting smooth(KeepRule rule, MetricsMode mode) {
        return new Keep("smooth", rule, mode);
    }

    /** SETOL's effective correlation space, exactly as many directions as the rule says. */
    static Rewriting truncate(SpectralRule rule) {
        return new Keep("truncate", rule, MetricsMode.CORRECTED);
    }
}
