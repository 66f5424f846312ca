package org.setol.spectra.freeprob;

/**
 * The inverse Marchenko-Pastur law (section 5.4.5, A.8): eigenvalues of X^-1, of mean 1, for X a Wishart matrix of aspect
 * ratio Q = 2 kappa + 1.
 *
 * <p>R(z) = (kappa - sqrt(kappa (kappa - 2 z))) / z (Eqn 354), here 2 / (1 + s) with s = sqrt(1 - 2 z / kappa), the same
 * number without the 0/0 at z = 0, which the paper calls a pole. The cut runs from z = kappa/2 to infinity; on it
 * R = kappa/z - i sqrt(kappa (2 z - kappa)) / z (Eqn 357). Density kappa / (pi x^2) sqrt((x+ - x)(x - x-)) with
 * x+- = (kappa + 1 +- sqrt(2 kappa + 1)) / kappa (Bun, Bouchaud and Potters 2017, Physics Reports 666); 1/x has a
 * Marchenko-Pastur law with the same edges.
 *
 * @param kappa (Q - 1) / 2 &gt; 0; the variance is 1 / (2 kappa)
 */
public record InverseMarchenkoPastur(double kappa) implements RModel, ContinuousLaw {

    public InverseMarchenkoPastur {
        Ranges.requirePositive("kappa", kappa);
    }

    @Override
    public String label() {
        return "inverse Marchenko-Pastur";
    }

    /**
     * The paper's exponent, alpha = 2 kappa. A power law fitted to the whole spectrum has another: alpha is near 1.5 + 1.2
     * kappa, from exactly 3/2 as kappa goes to 0; both are 4 at kappa = 2, and at the paper's kappa = 0.5 the fit gives
     * 2.1 (Fig 12(a) says 1.86, its text 1.08), not 1.
     */
    public double alpha() {
        return 2 * kappa;
    }

    @Override
    public ComplexOutcome r(Complex z) {
        Complex below = z.im() > 0 ? z.conjugate() : z;
        Complex s = new Complex(1 - 2 * below.re() / kappa, Math.abs(2 * below.im() / kappa)).sqrt();
        Complex r = Complex.ONE.plus(s).inverse().times(2);
        return z.im() > 0 ? r.conjugate() : r;
    }

    /** kappa (ln mu - ln mu_min) from the branch point kappa/2 on (Eqn 152, 360). */
    @Override
    public RealOutcome integral(double from, double to) {
        Ranges.requireInterval(from, to);
        if (from < kappa / 2) {
            return new Undefined("the integral of the inverse Marchenko-Pastur R is taken on its cut, from kappa/2 = "
                    + kappa / 2 + " on; mu_min is " + from);
        }
        return new RealValue(kappa * Math.log(to / from));
    }

    /**
     * 2 alpha (ln mu_max - ln mu_min) with alpha = 2 kappa, as Table 9 has it. Eqn 152 and alpha = 2 kappa give (alpha/2)
     * (ln mu_max - ln mu_min), for the largest term of Q^2: that is {@link #integral}.
     */
    @Override
    public RealOutcome logQuality(double muMin, double muMax) {
        return new RealValue(2 * alpha() * Math.log(muMax / muMin));
    }

    /** x-, the inverse of x+. */
    public double lowerEdge() {
        return arc().lower();
    }

    /** x+. */
    public double upperEdge() {
        return arc().upper();
    }

    /** Of 1/x: x- x+ = 1. */
    private MpArc arc() {
        return new MpArc((kappa + 1) / kappa, Math.sqrt(2 * kappa + 1) / kappa, 1);
    }

    @Override
    public double density(double x) {
        return x <= 0 ? 0 : arc().density(1 / x) / (x * x);
    }

    @Override
    public double cdf(double x) {
        return x <= 0 ? 0 : 1 - survival(x);
    }

    /** Probability of values above x. */
    double survival(double x) {
        MpArc arc = arc();
        return x <= 0 ? 1 : arc.mass(arc.angle(1 / x));
    }

    @Override
    public double quantile(double p) {
        MpArc arc = arc();
        return 1 / arc.position(arc.angleOf(1 - p));
    }
}
