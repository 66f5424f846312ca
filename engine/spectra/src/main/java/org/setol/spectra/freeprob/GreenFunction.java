package org.setol.spectra.freeprob;

/**
 * The Green function G(z) of a distribution rho on the real line, the integral of rho(x) / (z - x) (Eqn 135; the positive
 * Cauchy-Stieltjes transform). It takes the upper half-plane to the lower one.
 */
public interface GreenFunction {

    /** G(z) for z off the real axis, or on it outside of the support. */
    Complex green(Complex z);

    /** dG/dz at the same z. */
    Complex slope(Complex z);

    /** Where the support starts; -infinity when it does not. */
    double lowerEdge();

    /** Where the support ends; infinity when it does not. */
    double upperEdge();

    /**
     * rho convolved with a Cauchy density of width eta: -Im G(x + i eta) / pi, which tends to rho for eta to 0. Eqn 136 has
     * no minus, which goes with the other sign of G, not with Eqn 135.
     *
     * @param eta positive: how far above the axis; for a spectrum of n values not much below their spacing, or they show
     *     one by one
     */
    default double density(double x, double eta) {
        return -green(new Complex(x, eta)).im() / Math.PI;
    }
}
