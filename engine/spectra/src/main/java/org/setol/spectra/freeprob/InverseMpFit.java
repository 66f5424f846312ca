package org.setol.spectra.freeprob;

/**
 * An {@link InverseMarchenkoPastur} law fitted to a tail.
 *
 * @param kappa shape
 * @param deviation standard error of kappa, from the curvature of the likelihood; NaN where it has none
 * @param logLikelihood of the tail, given that it is a tail
 * @param distance Kolmogorov-Smirnov distance of tail and law
 * @param tail number of values
 */
public record InverseMpFit(double kappa, double deviation, double logLikelihood, double distance, int tail)
        implements InverseMpOutcome {

    /** The paper's exponent, 2 kappa; see {@link InverseMarchenkoPastur#alpha}. */
    public double alpha() {
        return law().alpha();
    }

    /** The law. */
    public InverseMarchenkoPastur law() {
        return new InverseMarchenkoPastur(kappa);
    }
}
