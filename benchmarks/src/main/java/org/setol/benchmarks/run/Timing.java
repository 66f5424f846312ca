package org.setol.benchmarks.run;

import java.util.Arrays;
import java.util.List;

/**
 * Wall times of one command.
 *
 * @param seconds of every run, in order, at least one
 */
record Timing(List<Double> seconds) {

    Timing {
        if (seconds.isEmpty()) {
            throw new IllegalArgumentException("no runs");
        }
        seconds = List.copyOf(seconds);
    }

    /** The middle one, or the mean of the middle two. */
    double median() {
        double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least() {
        return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double most() {
        return seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
