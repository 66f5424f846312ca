package org.setol.laboratory.journal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known about one epoch, as numbers by name: {@code epoch}, {@code loss}, {@code fc1.alpha}, ... NaN where there
 * is none. Names, not fields, so that later analyses of the checkpoints can add theirs.
 *
 * @param values in the order they are written
 */
public record EpochRecord(Map<String, Double> values) {

    public static final String EPOCH = "epoch";
    public static final String LOSS = "loss";

    public EpochRecord {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The number of that name, NaN when there is none. */
    public double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** From 1. */
    public int epoch() {
        return (int) get(EPOCH);
    }

    /** Mean training loss over the epoch's batches. */
    public double loss() {
        return get(LOSS);
    }
}
