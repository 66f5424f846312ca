package org.setol.spectra.freeprob;

/**
 * The free Cauchy law, alpha = 2: R(z) = a - i g below the real axis, a + i g above it (Eqn 145 has the latter); its density
 * is the classical one, (g/pi) / ((x - a)^2 + g^2). It reaches over the whole line, and no moment exists.
 *
 * @param shift a &gt; 0, where it is centred
 * @param width g &gt; 0
 */
public record FreeCauchy(double shift, double width) implements RModel, ContinuousLaw {

    public FreeCauchy {
        Ranges.requirePositive("shift", shift);
        Ranges.requirePositive("width", width);
    }

    @Override
    public String label() {
        return "free Cauchy";
    }

    @Override
    public ComplexOutcome r(Complex z) {
        return new Complex(shift, z.im() > 0 ? width : -width);
    }

    /** a (mu - mu_min), Eqn 147. */
    @Override
    public RealOutcome integral(double from, double to) {
        Ranges.requireInterval(from, to);
        return new RealValue(shift * (to - from));
    }

    /**
     * ln mu_max: of Q^2, not Q, and for a = 1 and a single term in the sum (Eqn 149); "for illustration" the paper takes it
     * for 1/alpha. Table 9 has it beside log Q, as here.
     */
    @Override
    public RealOutcome logQuality(double muMin, double muMax) {
        return new RealValue(Math.log(muMax));
    }

    @Override
    public double density(double x) {
        double t = (x - shift) / width;
        return 1 / (Math.PI * width * (1 + t * t));
    }

    @Override
    public double cdf(double x) {
        return Math.atan2(width, shift - x) / Math.PI;
    }

    @Override
    public double quantile(double p) {
        return shift - width / Math.tan(Math.PI * p);
    }
}
