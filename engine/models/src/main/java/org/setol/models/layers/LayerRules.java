package org.setol.models.layers;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which layers are wanted.
 *
 * @param minEvals fewest eigenvalues; counted over the pooled slices, or in one slice when {@code pool} is off
 * @param maxEvals most eigenvalues; empty for no limit
 * @param maxN longest side of a matrix; empty for no limit
 * @param filter names and ids
 * @param types kinds of layer
 * @param pool whether the slices of a convolution make one spectrum together (the default) or one each
 */
public record LayerRules(
        int minEvals,
        OptionalLong maxEvals,
        OptionalLong maxN,
        LayerFilter filter,
        Set<LayerType> types,
        boolean pool) {

    /** WeightWatcher's lower limit. */
    public static final int DEFAULT_MIN_EVALS = 10;

    public LayerRules {
        types = Set.copyOf(types);
    }

    /** Everything with at least 10 eigenvalues, pooled, no upper limits. */
    public static LayerRules defaults() {
        return new LayerRules(
                DEFAULT_MIN_EVALS,
                OptionalLong.empty(),
                OptionalLong.empty(),
                LayerFilter.ALL,
                EnumSet.allOf(LayerType.class),
                true);
    }

    /**
     * Why a layer is not wanted; empty when it is.
     *
     * @param evals how many eigenvalues one row of it has
     */
    public Optional<String> objection(Layer layer, long evals) {
        if (!filter.wants(layer.layerId(), layer.name(), layer.longname(), layer.tensorName())) {
            return Optional.of("excluded by --layers");
        }
        if (!types.contains(layer.type())) {
            return Optional.of("excluded by --types (" + layer.type().label() + ")");
        }
        if (evals < minEvals) {
            return Optional.of("fewer than min-evals " + minEvals + " eigenvalues (n = " + evals + ")");
        }
        long most = Math.min(maxEvals.orElse(Integer.MAX_VALUE), Integer.MAX_VALUE);
        if (evals > most) {
            return Optional.of("more than max-evals " + most + " eigenvalues (n = " + evals + ")");
        }
        return layer.N() > maxN.orElse(Long.MAX_VALUE)
                ? Optional.of("longer than max-n " + maxN.orElse(Long.MAX_VALUE) + " (N = " + layer.N() + ")")
                : Optional.empty();
    }

    public LayerRules withMinEvals(int evals) {
        return new LayerRules(evals, maxEvals, maxN, filter, types, pool);
    }

    public LayerRules withMaxEvals(long evals) {
        return new LayerRules(minEvals, OptionalLong.of(evals), maxN, filter, types, pool);
    }

    public LayerRules withMaxN(long length) {
        return new LayerRules(minEvals, maxEvals, OptionalLong.of(length), filter, types, pool);
    }

    public LayerRules withFilter(LayerFilter wanted) {
        return new LayerRules(minEvals, maxEvals, maxN, wanted, types, pool);
    }

    public LayerRules withTypes(Set<LayerType> wanted) {
        return new LayerRules(minEvals, maxEvals, maxN, filter, wanted, pool);
    }

    public LayerRules withPool(boolean pooled) {
        return new LayerRules(minEvals, maxEvals, maxN, filter, types, pooled);
    }
}
