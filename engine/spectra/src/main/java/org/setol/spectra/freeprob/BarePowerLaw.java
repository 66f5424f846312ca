package org.setol.spectra.freeprob;

/**
 * The power law (alpha - 1) l0^(alpha-1) x^-alpha on x &ge; l0 without an upper end (Eqn 327). G has a logarithm at order
 * z^-alpha (Eqn 330 to 332), so R has no series at 0 (A.7). At alpha = 2 there is not even a first cumulant: no R-transform.
 * For 2 &lt; alpha the paper writes the series up to the last finite cumulant for R (Eqn 335, 336). That is its beginning,
 * not R: a constant R would be a single eigenvalue, so what is given here are the {@link #freeCumulant finite cumulants}, and
 * for R the reason. Cut off at the largest eigenvalue, the law has an R: {@link BoundedPowerLaw}.
 *
 * @param alpha exponent &gt; 1
 * @param lowest l0 &gt; 0
 */
public record BarePowerLaw(double alpha, double lowest) implements RModel {

    public BarePowerLaw {
        BoundedPowerLaw.requireExponent(alpha);
        Ranges.requirePositive("l0", lowest);
    }

    @Override
    public String label() {
        return "power law";
    }

    /** kappa_1 or kappa_2 where its moment is finite, k &lt; alpha - 1 (Eqn 333, 334), and a reason where it is not. */
    public RealOutcome freeCumulant(int k) {
        if (k < 1 || k > 2) {
            throw new IllegalArgumentException("cumulant " + k + ", expected 1 or 2");
        }
        if (!(k < alpha - 1)) {
            return new Undefined("moment " + k + " of a power law with alpha = " + alpha + " is infinite");
        }
        double first = (alpha - 1) / (alpha - 2) * lowest;
        return new RealValue(k == 1 ? first : (alpha - 1) / (alpha - 3) * lowest * lowest - first * first);
    }

    @Override
    public ComplexOutcome r(Complex z) {
        return none();
    }

    @Override
    public RealOutcome integral(double from, double to) {
        Ranges.requireInterval(from, to);
        return none();
    }

    @Override
    public RealOutcome logQuality(double muMin, double muMax) {
        return none();
    }

    private Undefined none() {
        return new Undefined("a power law without an upper end has no R-transform"
                + (alpha > 2 ? " beyond its finite cumulants" : "")
                + ": with alpha = " + alpha + " its moments from order " + (int) Math.ceil(alpha - 1)
                + " on are infinite; cut it off at the largest eigenvalue");
    }
}
