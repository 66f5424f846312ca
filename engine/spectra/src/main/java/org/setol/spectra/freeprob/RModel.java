package org.setol.spectra.freeprob;

/**
 * A model of R(z) (section 5.4, Tables 8 and 9): what it says of a layer's quality.
 *
 * <p>Branch: G takes the upper half-plane to the lower one, so R is meant for z there; above the real axis it is the
 * conjugate. On a cut of the real axis the value is the one from below. The paper takes that for the inverse
 * Marchenko-Pastur law (Eqn 357) and the other one for the free Cauchy law (Eqn 145); the real part, which alone counts
 * (Eqn 324), is the same.
 */
public sealed interface RModel
        permits BarePowerLaw,
                BoundedPowerLaw,
                DiscreteModel,
                FreeCauchy,
                InverseMarchenkoPastur,
                LevyWigner,
                MarchenkoPasturLaw {

    /** Table 8's name. */
    String label();

    /** R(z), or why z is outside of its domain. */
    ComplexOutcome r(Complex z);

    /**
     * The real part of the integral of R along the real axis: G(mu), from mu_min to mu (Eqn 132, 324).
     *
     * @param from positive
     * @param to not below {@code from}
     */
    RealOutcome integral(double from, double to);

    /**
     * The leading-order logarithm of the layer quality (Table 9), natural.
     *
     * @param muMin start of the effective correlation space
     * @param muMax largest eigenvalue
     */
    RealOutcome logQuality(double muMin, double muMax);

    /**
     * Quality squared by the model, the sum of G(mu_i) (Eqn 131), or the first reason why one of its terms is missing.
     *
     * @param mu the effective correlation space, ascending, at least one
     */
    default RealOutcome qualitySquared(double[] mu) {
        double sum = 0;
        for (double to : mu) {
            switch (integral(mu[0], to)) {
                case RealValue term -> sum += term.value();
                case Undefined none -> {
                    return none;
                }
            }
        }
        return new RealValue(sum);
    }
}
