package org.setol.models.synth;

import java.util.List;
import java.util.Optional;

/**
 * A decoder-only transformer with grouped-query attention and gated feed-forward parts, as wide as a published one.
 *
 * @param name what users call it
 * @param heads attention heads; the model is {@code heads * headDim} wide
 * @param kvHeads heads of keys and values
 * @param headDim width of one head
 * @param intermediate width of a feed-forward part
 * @param layers blocks
 * @param vocabulary rows of the embedding
 * @param experts feed-forward parts of a block, of which a router chooses; 0 for one without a router
 * @param tied whether the embedding serves as output too, so that there is no {@code lm_head}
 */
public record Architecture(
        String name,
        int heads,
        int kvHeads,
        int headDim,
        int intermediate,
        int layers,
        int vocabulary,
        int experts,
        boolean tied) {

    /** Those that have a name: the shapes of Llama-3.2-1B, Llama-3-8B, and of Mixtral 8x7B at an eighth of its width. */
    public static final List<Architecture> ALL = List.of(
            new Architecture("llama-1b", 32, 8, 64, 8192, 16, 128256, 0, true),
            new Architecture("llama-8b", 32, 8, 128, 14336, 32, 128256, 0, false),
            new Architecture("moe", 8, 2, 64, 1792, 8, 32000, 8, false));

    /** The architecture of that name. */
    public static Optional<Architecture> named(String name) {
        return ALL.stream()
                .filter(architecture -> architecture.name().equals(name))
                .findFirst();
    }

    /** Width of the model: columns of the embedding. */
    public int hidden() {
        return heads * headDim;
    }

    /** Width of keys and of values. */
    public int kv() {
        return kvHeads * headDim;
    }

    /** The same with another number of blocks. */
    public Architecture withLayers(int changed) {
        return new Architecture(name, heads, kvHeads, headDim, intermediate, changed, vocabulary, experts, tied);
    }

    /** The same with heads, feed-forward parts and vocabulary {@code factor} times as wide, rounded, at least 1. */
    public Architecture scaled(double factor) {
        return new Architecture(
                name,
                heads,
                kvHeads,
                scaled(headDim, factor),
                scaled(intermediate, factor),
                layers,
                scaled(vocabulary, factor),
                experts,
                tied);
    }

    private static int scaled(int width, double factor) {
        return Math.max(1, Math.toIntExact(Math.round(width * factor)));
    }
}
