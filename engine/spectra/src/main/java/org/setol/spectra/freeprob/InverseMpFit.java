package org.setol.spectra.freeprob;

/**
 * An inverse Marchenko-Pastur law fitted to a tail: x = scale times a value of {@link InverseMarchenkoPastur}(kappa).
 *
 * @param kappa shape
 * @param scale the law's mean
 * @param lower where the law's support starts, below the cut
 * @param upper where it ends, above the largest value
 * @param logLikelihood of the tail, given that it is a tail
 * @param distance Kolmogorov-Smirnov distance of tail and law
 * @param tail number of values
 */
public record InverseMpFit(
        double kappa, double scale, double lower, double upper, double logLikelihood, double distance, int tail)
        implements InverseMpOutcome {

    /** The paper's exponent, 2 kappa; see {@link InverseMarchenkoPastur#alpha}. */
    public double alpha() {
        return 2 * kappa;
    }
}
