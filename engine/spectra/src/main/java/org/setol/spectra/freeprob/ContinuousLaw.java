package org.setol.spectra.freeprob;

import java.util.Arrays;
import org.setol.spectra.random.RandomWords;

/** A distribution of eigenvalues with a density, a distribution function and its inverse, all in closed form. */
public interface ContinuousLaw {

    /** The density at x, 0 outside of the support. */
    double density(double x);

    /** Probability of values up to x; absolute error some 1e-15. */
    double cdf(double x);

    /**
     * The x with cdf(x) = p, to rounding.
     *
     * @param p in (0, 1)
     */
    double quantile(double p);

    /** n independent values, ascending: quantiles of uniform numbers, so as exact as those. */
    default double[] sample(int n, RandomWords words) {
        double[] values = new double[n];
        for (int k = 0; k < n; k++) {
            values[k] = quantile(words.uniform());
        }
        Arrays.sort(values);
        return values;
    }
}
