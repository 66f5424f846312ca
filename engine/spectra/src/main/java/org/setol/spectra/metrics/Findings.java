package org.setol.spectra.metrics;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found beyond the base columns, by type, in the order it was found. Immutable.
 *
 * @param byType each finding under its own class
 */
public record Findings(Map<Class<? extends Finding>, Finding> byType) {

    public static final Findings NONE = new Findings(Map.of());

    public Findings {
        byType = Collections.unmodifiableMap(new LinkedHashMap<>(byType));
    }

    /** The finding of that type, when it was asked for. */
    public <T extends Finding> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(byType.get(type)).map(type::cast);
    }

    /** With one more; it takes the place of another of its type. */
    public Findings with(Finding found) {
        Map<Class<? extends Finding>, Finding> more = new LinkedHashMap<>(byType);
        more.put(found.getClass(), found);
        return new Findings(more);
    }

    public Collection<Finding> all() {
        return byType.values();
    }
}
