package org.setol.models.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names and ids of wanted layers. A pattern is an id ({@code 5}), a range of ids ({@code 3-7}, both included), or a glob
 * over a layer's name, long name or tensor name ({@code *} any run of characters, dots and slashes too; {@code ?} one). A
 * leading {@code !} excludes. Wanted is what some pattern includes and none excludes; when all exclude, the rest is
 * wanted.
 *
 * @param include patterns without {@code !}; empty for everything
 * @param exclude patterns that had it
 */
public record LayerFilter(List<LayerPattern> include, List<LayerPattern> exclude) {

    /** Every layer. */
    public static final LayerFilter ALL = new LayerFilter(List.of(), List.of());

    private static final Pattern IDS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    public LayerFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /**
     * Reads patterns as a user writes them.
     *
     * @throws IllegalArgumentException for an empty pattern or a range that ends before it begins
     */
    public static LayerFilter parse(List<String> patterns) {
        List<LayerPattern> include = new ArrayList<>();
        List<LayerPattern> exclude = new ArrayList<>();
        for (String pattern : patterns) {
            boolean negative = pattern.startsWith("!");
            (negative ? exclude : include).add(one(negative ? pattern.substring(1) : pattern));
        }
        return new LayerFilter(include, exclude);
    }

    /** Whether a layer is wanted. */
    public boolean wants(int layerId, String name, String longname, String tensorName) {
        return (include.isEmpty() || any(include, layerId, name, longname, tensorName))
                && !any(exclude, layerId, name, longname, tensorName);
    }

    /** The patterns that match none of these layers, as the user wrote them: misspelt, as a rule. */
    public List<String> unmatched(List<Layer> layers) {
        return Stream.concat(
                        unmatched(include, layers).map(LayerPattern::text),
                        unmatched(exclude, layers).map(pattern -> "!" + pattern.text()))
                .toList();
    }

    private static Stream<LayerPattern> unmatched(List<LayerPattern> patterns, List<Layer> layers) {
        return patterns.stream().filter(pattern -> layers.stream().noneMatch(layer -> matches(pattern, layer)));
    }

    private static boolean matches(LayerPattern pattern, Layer layer) {
        return pattern.matches(layer.layerId(), layer.name(), layer.longname(), layer.tensorName());
    }

    private static boolean any(List<LayerPattern> patterns, int layerId, String... names) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(layerId, names));
    }

    private static LayerPattern one(String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("an empty layer pattern; give a name, a glob or ids such as 3-7");
        }
        Matcher ids = IDS.matcher(pattern);
        if (!ids.matches()) {
            return new LayerPattern.Glob(pattern);
        }
        int from = Integer.parseInt(ids.group(1));
        int to = ids.group(2) == null ? from : Integer.parseInt(ids.group(2));
        if (to < from) {
            throw new IllegalArgumentException("layer range " + pattern + " ends before it begins");
        }
        return new LayerPattern.Ids(from, to);
    }
}
