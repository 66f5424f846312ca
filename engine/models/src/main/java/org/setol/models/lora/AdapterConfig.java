package org.setol.models.lora;

import java.util.Optional;
import java.util.Set;
import org.setol.models.ModelException;

/**
 * What {@code adapter_config.json} says about the updates.
 *
 * @param rank r, for modules that {@code ranks} does not name; at least 1
 * @param alpha lora_alpha, for modules that {@code alphas} does not name
 * @param rankStabilised use_rslora: the factor is alpha / sqrt(r), not alpha / r
 * @param fanInFanOut whether the base keeps these weights as (in, out)
 * @param initialisation init_lora_weights; empty for the usual one
 * @param variant why the product of the factors is not the update; empty when it is
 * @param ranks rank_pattern
 * @param alphas alpha_pattern
 */
public record AdapterConfig(
        int rank,
        double alpha,
        boolean rankStabilised,
        boolean fanInFanOut,
        String initialisation,
        Optional<String> variant,
        ModulePatterns ranks,
        ModulePatterns alphas) {

    /** Ways to initialise that also change the base's weights, so that the product is not all there is to add to them. */
    private static final Set<String> CHANGING_THE_BASE = Set.of("pissa", "olora", "corda", "loftq", "lora_ga");

    /** r of a module. */
    public int rank(String module) throws ModelException {
        return (int) ranks.of(module).orElse(rank);
    }

    /** What the product of a module's factors is multiplied by. */
    public double scale(String module) throws ModelException {
        double r = rank(module);
        return alphas.of(module).orElse(alpha) / (rankStabilised ? Math.sqrt(r) : r);
    }

    /** Whether W + product is what the adapter stands for. */
    public boolean leavesTheBase() {
        return CHANGING_THE_BASE.stream().noneMatch(initialisation::startsWith);
    }
}
