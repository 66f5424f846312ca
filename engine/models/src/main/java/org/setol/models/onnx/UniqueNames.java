package org.setol.models.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Two branches of an {@code If} may use one name for different tensors: the second becomes {@code name#2}. */
final class UniqueNames {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    String unique(String name) {
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
