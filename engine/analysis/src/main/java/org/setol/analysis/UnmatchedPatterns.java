package org.setol.analysis;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerFilter;

/** Warns of a pattern that matches no layer beside one that does: a misspelt one would else pass unseen. */
final class UnmatchedPatterns {

    private UnmatchedPatterns() {}

    /**
     * One line for all of them.
     *
     * @param every the layers before any rule; not asked for without a pattern
     */
    static void tell(LayerFilter filter, Supplier<List<Layer>> every, Progress progress) {
        if (filter.equals(LayerFilter.ALL)) {
            return;
        }
        List<Layer> layers = every.get();
        List<String> unmatched = layers.isEmpty() ? List.of() : filter.unmatched(layers);
        if (!unmatched.isEmpty()) {
            String patterns = unmatched.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
            String verb = unmatched.size() == 1 ? " matches" : " match";
            progress.warned("--layers: " + patterns + verb + " no layer; 'setol describe' lists names and ids");
        }
    }
}
