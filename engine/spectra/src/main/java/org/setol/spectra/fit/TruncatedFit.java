package org.setol.spectra.fit;

/**
 * A power law with an exponential cut-off, p(x) ~ x^-alpha e^(-lambda x) on x &ge; xmin.
 *
 * @param alpha exponent
 * @param lambda rate of the cut-off, &ge; 0; 0 is the pure power law
 * @param xmin where the tail starts; one of the data
 * @param xmax the largest of the data
 * @param distance Kolmogorov-Smirnov distance D of tail and model
 * @param logLikelihood natural logarithm of the tail's likelihood
 * @param tail number of data &ge; xmin, counted from the chosen candidate
 */
public record TruncatedFit(
        double alpha, double lambda, double xmin, double xmax, double distance, double logLikelihood, int tail)
        implements TailFit {

    /** NaN: WeightWatcher reports none either. */
    @Override
    public double sigma() {
        return Double.NaN;
    }
}
