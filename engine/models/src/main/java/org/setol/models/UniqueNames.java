package org.setol.models;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells tensors of one name apart: two branches of an {@code If} may use one name for different tensors. The second
 * becomes {@code name#2}. Cost: constant per name.
 */
public final class UniqueNames {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** The name, or the name with the first free number behind it. */
    public String unique(String name) {
        if (taken.add(name)) {
            return name;
        }
        while (true) {
            String candidate = name + "#" + counts.merge(name, 2, (count, two) -> count + 1);
            if (taken.add(candidate)) {
                return candidate;
            }
        }
    }
}
