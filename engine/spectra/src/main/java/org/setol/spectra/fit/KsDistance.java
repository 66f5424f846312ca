package org.setol.spectra.fit;

/**
 * How far a tail is from its model F: the largest deviation from the empirical distribution, which steps from (j - i) / m
 * to (j - i + 1) / m at the j-th datum, m of them from the i-th on.
 */
public enum KsDistance {
    /** max |F - (j - i) / m|, the lower end of the steps only; WeightWatcher's. */
    ONE_SIDED("one-sided", 0),
    /**
     * max(F - (j - i) / m, (j - i + 1) / m - F), the statistic of Kolmogorov and Smirnov. Since max(a, 1/m - a) = |a -
     * 1/(2m)| + 1/(2m), it is the largest deviation from the middle of the steps, and half a step.
     */
    TWO_SIDED("two-sided", 0.5);

    private final String label;
    private final double offset;

    KsDistance(String label, double offset) {
        this.label = label;
        this.offset = offset;
    }

    /** As options spell it. */
    public String label() {
        return label;
    }

    /** Where on a step deviations are taken, in steps. */
    double offset() {
        return offset;
    }

    /** What is added to the largest deviation in a tail of {@code m}. */
    double shift(int m) {
        return offset / m;
    }
}
