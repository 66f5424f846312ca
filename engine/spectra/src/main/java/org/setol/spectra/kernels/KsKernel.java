package org.setol.spectra.kernels;

/**
 * Distance of a power law from the empirical distribution of a tail. With l = ln x sorted ascending, the tail starting at
 * {@code first} and m its length, the deviation at index k is
 *
 * <pre>| 1 - exp(-slope (l[k] - l[first])) - (k - first + offset) / m |,   slope = alpha - 1.</pre>
 *
 * Unchecked.
 */
interface KsKernel {

    /** Largest deviation over k in [from, to), 0 when there are none; the order of evaluation cannot be seen. */
    double maxDeviation(double[] logs, int first, int m, double slope, double offset, int from, int to);

    /** The model's CDF {@code 1 - exp(-slope (logs[k] - logFirst))} for k in [from, to), into {@code cdf[k]}. */
    void cdf(double[] logs, double logFirst, double slope, int from, int to, double[] cdf);
}
