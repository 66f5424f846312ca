package org.setol.spectra.fit;

import org.setol.spectra.kernels.Kernels;

/**
 * What the tails of a power law can be when the data move within {@link DataBounds}: l = ln x of each lies in an interval of
 * its own. With m = n - i and T_i = sum_{q > i} (l_q - l_i), the deviation of the tail from the i-th datum on at the j-th is
 *
 * <pre>d_ij = 1 - exp(-z_ij) - (j - i + offset) / m,  z_ij = m (l_j - l_i) / T_i.</pre>
 *
 * z_ij grows with l_j, falls with every other l_q, and is monotone in l_i (a quotient of two linear functions), so its
 * extremes lie at ends of the intervals, and no other value is possible. Rounding is below {@link #SLACK}.
 */
final class TailIntervals {

    /** More than any rounding of sums of 2^20 logarithms leaves in a deviation. */
    static final double SLACK = 1e-10;

    private final double[] logs;
    private final double[] low;
    private final double[] high;
    private final double[] lowSums;
    private final double[] highSums;
    private final double[] sums;
    private final double[] reach;
    private final double[] reachSums;
    private final KsDistance ks;
    private final int n;

    TailIntervals(DataBounds data, KsDistance ks) {
        this.n = data.size();
        this.ks = ks;
        this.logs = logs(data.values());
        this.low = logs(data.low());
        this.high = logs(data.high());
        this.sums = suffixSums(logs);
        this.lowSums = suffixSums(low);
        this.highSums = suffixSums(high);
        this.reach = new double[n];
        for (int i = 0; i < n; i++) {
            reach[i] = Math.max(logs[i] - low[i], high[i] - logs[i]);
        }
        this.reachSums = suffixSums(reach);
    }

    private static double[] logs(double[] values) {
        double[] logs = new double[values.length];
        Kernels.log(values, logs);
        return logs;
    }

    /** Element i is the sum from i on; one more than there are values. */
    private static double[] suffixSums(double[] values) {
        double[] sums = new double[values.length + 1];
        for (int i = values.length - 1; i >= 0; i--) {
            sums[i] = sums[i + 1] + values[i];
        }
        return sums;
    }

    int size() {
        return n;
    }

    /** Half the width of the i-th interval, or more. */
    double reach(int i) {
        return reach[i];
    }

    /** Sum of reaches over [from, to). */
    double reach(int from, int to) {
        return reachSums[from] - reachSums[to];
    }

    /** What is added to the largest deviation of the i-th tail. */
    double shift(int i) {
        return ks.shift(n - i);
    }

    /** T_i of the values as computed. */
    double excess(int i) {
        return sums[i + 1] - (n - i - 1) * logs[i];
    }

    double leastExcess(int i) {
        return lowSums[i + 1] - (n - i - 1) * high[i];
    }

    double mostExcess(int i) {
        return highSums[i + 1] - (n - i - 1) * low[i];
    }

    /** z_ij of the values as computed. */
    double exponent(int i, int j) {
        return j == i ? 0 : (n - i) * (logs[j] - logs[i]) / excess(i);
    }

    double leastExponent(int i, int j) {
        return j == i ? 0 : Math.min(leastExponent(i, j, low[i]), leastExponent(i, j, high[i]));
    }

    private double leastExponent(int i, int j, double start) {
        double above = low[j] - start;
        double excess = highSums[i + 1] - high[j] + low[j] - (n - i - 1) * start;
        return above <= 0 || excess <= 0 ? 0 : (n - i) * above / excess;
    }

    double mostExponent(int i, int j) {
        return j == i ? 0 : Math.max(mostExponent(i, j, low[i]), mostExponent(i, j, high[i]));
    }

    private double mostExponent(int i, int j, double start) {
        double excess = lowSums[i + 1] - low[j] + high[j] - (n - i - 1) * start;
        return excess <= 0 ? Double.POSITIVE_INFINITY : (n - i) * (high[j] - start) / excess;
    }

    /** d_ij of the values as computed. */
    double deviation(int i, int j) {
        return model(exponent(i, j)) - empirical(i, j);
    }

    double leastDeviation(int i, int j) {
        return model(leastExponent(i, j)) - empirical(i, j);
    }

    double mostDeviation(int i, int j) {
        return model(mostExponent(i, j)) - empirical(i, j);
    }

    /** The least that |d_ij| can be. */
    double leastMagnitude(int i, int j) {
        return Math.max(0, Math.max(leastDeviation(i, j), -mostDeviation(i, j)));
    }

    private static double model(double exponent) {
        return 1 - Math.exp(-exponent);
    }

    private double empirical(int i, int j) {
        return (j - i + ks.offset()) / (n - i);
    }
}
