package org.setol.analysis.report;

/**
 * Wall time of one layer's parts, summed over its slices.
 *
 * @param read from file to native memory, widening included
 * @param spectrum decomposition and checks
 * @param fit pooling, fits and metrics
 */
public record Seconds(double read, double spectrum, double fit) {

    public double total() {
        return read + spectrum + fit;
    }
}
