package org.setol.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.setol.models.layers.LayerFilter;
import org.setol.models.layers.LayerRules;
import org.setol.models.layers.LayerType;
import picocli.CommandLine.Option;

/** Options that say which layers are wanted; shared by analyze, describe and demo. */
final class LayerSelection {

    @Option(
            names = "--layers",
            paramLabel = "PATTERN",
            description = "Glob on names ('*attention*') or ids ('5', '3-7'); repeatable; '!' in front excludes.")
    private List<String> layers = List.of();

    @Option(
            names = "--types",
            paramLabel = "TYPE[,TYPE...]",
            description = "Kinds of layer, by commas: dense, embedding, conv1d, conv2d (default: all).")
    private List<String> types = List.of();

    @Option(
            names = "--min-evals",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Skip layers with fewer eigenvalues (default: 10; of an adapter alone, and to compare, 1).")
    private @Nullable Integer minEvals;

    @Option(
            names = "--max-evals",
            paramLabel = "N",
            converter = Positive.LongConverter.class,
            description = "Skip layers with more eigenvalues (default: no limit).")
    private @Nullable Long maxEvals;

    @Option(
            names = "--max-n",
            paramLabel = "N",
            converter = Positive.LongConverter.class,
            description = "Skip layers with a longer side (default: no limit).")
    private @Nullable Long maxN;

    @Option(names = "--no-pool", description = "One row for each kernel position of a convolution.")
    private boolean noPool;

    /** With WeightWatcher's limit where the user gives none. */
    LayerRules rules() {
        return rules(LayerRules.DEFAULT_MIN_EVALS);
    }

    /** With this limit where the user gives none. */
    LayerRules rules(int defaultMinEvals) {
        int fewest = minEvals == null ? defaultMinEvals : minEvals;
        if (maxEvals != null && maxEvals < fewest) {
            throw new UsageException("--max-evals " + maxEvals + " is below --min-evals " + fewest
                    + ", so no layer is left; raise the first or lower the second");
        }
        return new LayerRules(
                fewest,
                maxEvals == null ? OptionalLong.empty() : OptionalLong.of(maxEvals),
                maxN == null ? OptionalLong.empty() : OptionalLong.of(maxN),
                filter(),
                wantedTypes(),
                !noPool);
    }

    private LayerFilter filter() {
        try {
            return layers.isEmpty() ? LayerFilter.ALL : LayerFilter.parse(layers);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--layers: " + e.getMessage());
        }
    }

    private Set<LayerType> wantedTypes() {
        return types.isEmpty()
                ? EnumSet.allOf(LayerType.class)
                : types.stream()
                        .flatMap(LayerSelection::parts)
                        .map(LayerSelection::type)
                        .collect(Collectors.toSet());
    }

    /** By hand: picocli leaves out what is empty, so that a lone comma would mean all. */
    private static Stream<String> parts(String list) {
        return Stream.of(list.split(",", -1));
    }

    private static LayerType type(String label) {
        return LayerType.ofLabel(label)
                .orElseThrow(() -> new UsageException("--types: '" + label
                        + "' is none of "
                        + Stream.of(LayerType.values()).map(LayerType::label).collect(Collectors.joining(", "))));
    }
}
