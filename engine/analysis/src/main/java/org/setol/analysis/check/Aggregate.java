package org.setol.analysis.check;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** How a metric of many layers becomes one number. */
enum Aggregate {
    MEAN("mean", values -> Arrays.stream(values).average().orElseThrow()),
    MIN("min", values -> Arrays.stream(values).min().orElseThrow()),
    MAX("max", values -> Arrays.stream(values).max().orElseThrow()),
    MEDIAN("median", Aggregate::median),
    SUM("sum", values -> Arrays.stream(values).sum());

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final ToDoubleFunction<double[]> function;

    Aggregate(String label, ToDoubleFunction<double[]> function) {
        this.label = label;
        this.function = function;
    }

    String label() {
        return label;
    }

    /** Of at least one number, all finite. */
    double of(double[] values) {
        return function.applyAsDouble(values);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
