package org.setol.benchmarks.run;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How many times as long one side takes as the other, from runs taken in turn. The logarithms of the ratios of run k of one
 * side to run k of the other are averaged: what the machine does meanwhile falls on both of a pair. The interval is
 * Student's t on these logarithms, with one degree of freedom less than pairs.
 *
 * @param ratio geometric mean of the pairs' ratios; above 1 the first side is slower
 * @param low lower end of the interval; 0 for a single pair, which has none
 * @param high upper end; infinite for a single pair
 */
record PairedRatio(double ratio, double low, double high) {

    /** Of the intervals: one benchmark of a hundred leaves its interval by chance. */
    static final double CONFIDENCE = 0.99;

    /**
     * @param times of the first side, positive, in order
     * @param reference those of the other side, as many
     */
    static PairedRatio of(List<Double> times, List<Double> reference) {
        int pairs = times.size();
        if (pairs == 0 || pairs != reference.size()) {
            throw new IllegalArgumentException(pairs + " and " + reference.size() + " times do not make pairs");
        }
        double[] logs = new double[pairs];
        double mean = 0;
        for (int k = 0; k < pairs; k++) {
            logs[k] = Math.log(times.get(k) / reference.get(k));
            mean += logs[k] / pairs;
        }
        if (pairs == 1) {
            return new PairedRatio(Math.exp(mean), 0, Double.POSITIVE_INFINITY);
        }
        double squares = 0;
        for (double log : logs) {
            squares += (log - mean) * (log - mean);
        }
        double error = Math.sqrt(squares / (pairs - 1) / pairs);
        double half = error * new TDistribution(pairs - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new PairedRatio(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
    }

    /** Slower for certain, and by so much that it matters. */
    boolean isSlower(double threshold) {
        return low > 1 && ratio > 1 + threshold;
    }

    /** Faster for certain, and by so much that it matters. */
    boolean isFaster(double threshold) {
        return high < 1 && ratio < 1 / (1 + threshold);
    }
}
