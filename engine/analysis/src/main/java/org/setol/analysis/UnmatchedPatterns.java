package org.setol.analysis;

import java.util.List;
import java.util.stream.Collectors;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerFilter;

/** Warns of a pattern that matches no layer beside one that does: a misspelt one would else pass unseen. */
final class UnmatchedPatterns {

    private UnmatchedPatterns() {}

    /**
     * One line for all of them. None where nothing is left to do, which is told anyway.
     *
     * @param wanted the layers that the filter and all other rules leave
     * @param all the layers before any rule
     */
    static void tell(LayerFilter filter, List<Layer> wanted, List<Layer> all, Progress progress) {
        List<String> unmatched = wanted.isEmpty() ? List.of() : filter.unmatched(all);
        if (!unmatched.isEmpty()) {
            String patterns = unmatched.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
            String verb = unmatched.size() == 1 ? " matches" : " match";
            progress.warned("--layers: " + patterns + verb + " no layer; 'setol describe' lists names and ids");
        }
    }
}
