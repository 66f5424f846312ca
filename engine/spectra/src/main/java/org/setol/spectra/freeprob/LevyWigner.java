package org.setol.spectra.freeprob;

/**
 * The Levy-Wigner model (section 5.4.7): R(z) = b z^(a-1) with a = alpha - 1 in (0, 1) (Eqn 153; alpha "in (0, 2)" there is
 * a slip, a &gt; 0 needs alpha &gt; 1). A distribution has this R only for the phases of the free stable laws (Bercovici and
 * Pata 1999, Annals of Mathematics 149, appendix by Biane), b = -c e^(i pi a rho) for z in the lower half-plane, of which
 * rho = 1, the default, is the law of positive eigenvalues; the paper leaves b open.
 *
 * <p>With w = G(x + i0) = r e^(-it), 0 &lt; t &lt; pi, and f = pi a rho + (1 - a) t, that B(w) is real says r^a = sin t /
 * sin f for c = 1, and gives all in closed form along the curve: x = sin(a (pi rho - t)) / (r sin f), density r sin t / pi,
 * and from the integral of G dz, P(X &gt; x) = (t + (1 - a)/a (sin t / sin f) sin(a (pi rho - t))) / pi. The density falls
 * off as x^-alpha.
 *
 * @param alpha exponent of the tail, in (1, 2)
 * @param strength c &gt; 0, the modulus of b; eigenvalues grow as c^(1/a)
 * @param asymmetry rho in [0, 1]: the probability of positive eigenvalues
 */
public record LevyWigner(double alpha, double strength, double asymmetry) implements RModel, ContinuousLaw {

    private static final int MOST_HALVINGS = 80;

    public LevyWigner {
        if (!(alpha > 1 && alpha < 2)) {
            throw new IllegalArgumentException("alpha = " + alpha + ", the Levy-Wigner model has 1 < alpha < 2");
        }
        Ranges.requirePositive("strength", strength);
        if (!(asymmetry >= 0 && asymmetry <= 1)) {
            throw new IllegalArgumentException("asymmetry = " + asymmetry + ", expected 0 to 1");
        }
    }

    /** Positive eigenvalues, c = 1. */
    public static LevyWigner positive(double alpha) {
        return new LevyWigner(alpha, 1, 1);
    }

    @Override
    public String label() {
        return "Levy-Wigner";
    }

    private double index() {
        return alpha - 1;
    }

    /** b. */
    public Complex phase() {
        return Complex.polar(strength, Math.PI * index() * asymmetry).negate();
    }

    @Override
    public ComplexOutcome r(Complex z) {
        double size = z.abs();
        if (size == 0) {
            return new Undefined("the Levy-Wigner R is infinite at 0: the law has no mean");
        }
        double angle = -Math.abs(z.argument());
        Complex r = phase().times(Complex.polar(Math.pow(size, index() - 1), (index() - 1) * angle));
        return z.im() > 0 ? r.conjugate() : r;
    }

    /**
     * Re b / (alpha - 1) (mu^(alpha-1) - mu_min^(alpha-1)). Eqn 154, b / (alpha - 2) mu^(alpha-2), is not the integral of
     * Eqn 153; that is this one, and the one that leads to Eqn 155 with b = alpha - 1.
     */
    @Override
    public RealOutcome integral(double from, double to) {
        Ranges.requireInterval(from, to);
        return new RealValue(phase().re() / index() * (Math.pow(to, index()) - Math.pow(from, index())));
    }

    /** (alpha - 1) ln mu_max (Table 9; by Eqn 157 that is of Q^2), for b = alpha - 1, as the paper chooses there. */
    @Override
    public RealOutcome logQuality(double muMin, double muMax) {
        return new RealValue(index() * Math.log(muMax));
    }

    @Override
    public double density(double x) {
        double angle = angleWhere(x);
        boolean isInside = angle > 0 && angle < Math.PI;
        return isInside ? inverseModulus(angle, -1) * Math.sin(angle) / (Math.PI * scale()) : 0;
    }

    @Override
    public double cdf(double x) {
        double angle = angleWhere(x);
        return angle <= 0 ? 1 : angle >= Math.PI ? 0 : 1 - survival(angle);
    }

    @Override
    public double quantile(double p) {
        double low = 0;
        double high = Math.PI;
        for (int k = 0; k < MOST_HALVINGS; k++) {
            double middle = (low + high) / 2;
            if (survival(middle) < 1 - p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return position((low + high) / 2);
    }

    /** Eigenvalues scale as c^(1/a). */
    private double scale() {
        return Math.pow(strength, 1 / index());
    }

    private double phi(double t) {
        return Math.PI * index() * asymmetry + (1 - index()) * t;
    }

    /** r^-power. */
    private double inverseModulus(double t, double power) {
        return Math.pow(Math.sin(phi(t)) / Math.sin(t), power / index());
    }

    /** x at the angle, falling from infinity as it grows from 0. */
    private double position(double t) {
        double sine = Math.sin(index() * (Math.PI * asymmetry - t)) / Math.sin(phi(t));
        return scale() * sine * inverseModulus(t, 1);
    }

    private double survival(double t) {
        double ratio = Math.sin(t) / Math.sin(phi(t));
        double rest = (1 - index()) / index() * ratio * Math.sin(index() * (Math.PI * asymmetry - t));
        return (t + rest) / Math.PI;
    }

    /** The angle of x: pi below the support, 0 above it. */
    private double angleWhere(double x) {
        double low = 0;
        double high = Math.PI;
        for (int k = 0; k < MOST_HALVINGS; k++) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (position(middle) > x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : high == Math.PI ? Math.PI : (low + high) / 2;
    }
}
