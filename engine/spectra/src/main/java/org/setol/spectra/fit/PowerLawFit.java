package org.setol.spectra.fit;

/**
 * A continuous power law p(x) ~ x^-alpha on x &ge; xmin, with the xmin that brings it closest to the data
 * (Clauset, Shalizi, Newman 2009, arXiv:0706.1062, eq. 3.1 and 3.9).
 *
 * @param alpha exponent, &gt; 1, finite
 * @param xmin where the tail starts; one of the data
 * @param xmax the largest of the data
 * @param distance Kolmogorov-Smirnov distance D of tail and model
 * @param sigma standard error (alpha - 1) / sqrt(tail)
 * @param tail number of data &ge; xmin, counted from the chosen candidate
 * @param index of xmin in the sorted data that were fitted
 * @param ks which distance D is
 */
public record PowerLawFit(
        double alpha, double xmin, double xmax, double distance, double sigma, int tail, int index, KsDistance ks)
        implements PowerLawOutcome, TailFit {

    /** With WeightWatcher's distance. */
    public PowerLawFit(double alpha, double xmin, double xmax, double distance, double sigma, int tail, int index) {
        this(alpha, xmin, xmax, distance, sigma, tail, index, KsDistance.ONE_SIDED);
    }
}
