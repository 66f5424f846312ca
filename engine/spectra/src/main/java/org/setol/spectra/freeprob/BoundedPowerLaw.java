package org.setol.spectra.freeprob;

/**
 * The power law between two ends, C x^-alpha on [l0, lm] with C = (alpha - 1) / (l0^(1-alpha) - lm^(1-alpha)) (A.7.6): what
 * the paper calls a truncated power law; it has nothing to do with an exponential cut-off. Its support being bounded, R is
 * analytic about 0 and has the series of its free cumulants (Eqn 341). The density jumps at lm, so G is infinite there, and R
 * is real and analytic on the whole positive axis, growing from the mean to lm: no cut. It is computed by inverting
 * G; near 0, where that loses digits, by the series.
 *
 * @param alpha exponent &gt; 1
 * @param lowest l0 &gt; 0
 * @param highest lm &gt; l0, their ratio within float64's range
 */
public record BoundedPowerLaw(double alpha, double lowest, double highest)
        implements RModel, ContinuousLaw, GreenFunction {

    /**
     * Of the series about 0. From the second on, kappa_k is at most ((3 + 2 sqrt 2) r)^k with r = lm/2 (Lagrange's formula on
     * the best circle), so within NEAR the first term left out is below 2^-60 lm.
     */
    private static final int ORDER = 12;

    private static final double NEAR = 0x1p-7;

    /** Of each moment: some roundings of exp and expm1. */
    private static final double MOMENT_ERROR = 0x1p-50;

    public BoundedPowerLaw {
        requireExponent(alpha);
        Ranges.requirePositive("l0", lowest);
        Ranges.requirePositive("lm", highest);
        if (!(highest > lowest) || Double.isInfinite(highest / lowest)) {
            throw new IllegalArgumentException("power law from " + lowest + " to " + highest);
        }
    }

    static void requireExponent(double alpha) {
        if (!(alpha > 1) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha = " + alpha + ", expected a number above 1");
        }
    }

    @Override
    public String label() {
        return "truncated power law";
    }

    /** lm in units of l0: in these no power of the support overflows, however steep. */
    private double bound() {
        return highest / lowest;
    }

    /** C in units of l0; Eqn 342, 346, 350. */
    private double norm() {
        return 1 / integralOfPower(-alpha);
    }

    /** The integral of x^p over [1, bound], by a form without poles at whole p. */
    private double integralOfPower(double p) {
        double q = p + 1;
        double length = Math.log(bound());
        return q == 0 ? length : Math.expm1(q * length) / q;
    }

    /** m_k = C times the integral of x^(k-alpha). */
    public double moment(int k) {
        return Math.pow(lowest, k) * norm() * integralOfPower(k - alpha);
    }

    /** kappa_1, kappa_2, ... (Eqn 343, 344, 347, 348, 351, 352 and what follows them by the recursion). */
    public FreeCumulants freeCumulants(int order) {
        double[] moments = new double[order];
        for (int k = 1; k <= order; k++) {
            moments[k - 1] = moment(k);
        }
        return FreeCumulants.of(Moments.given(moments, MOMENT_ERROR));
    }

    /** Of x / l0, whose moments are in float64's range whatever l0. */
    private FreeCumulants inUnits() {
        return new BoundedPowerLaw(alpha, 1, bound()).freeCumulants(ORDER);
    }

    @Override
    public ComplexOutcome r(Complex z) {
        if (z.abs() * highest < NEAR) {
            return inUnits().rTransform(z.times(lowest), ORDER).times(lowest);
        }
        if (z.im() != 0) {
            return new BlueFunction(this).rTransform(z);
        }
        return switch (blue(z.re())) {
            case RealValue b -> Complex.real(b.value() - 1 / z.re());
            case Undefined none -> none;
        };
    }

    /** B(w) for real w; where B is closer to the end of the support than an ulp, that end. */
    private RealOutcome blue(double w) {
        return switch (new BlueFunction(this).at(Complex.real(w))) {
            case Complex z -> new RealValue(z.re());
            case Undefined none -> {
                double end = w > 0 ? highest : lowest;
                double beside = green(Complex.real(end + Math.copySign(Math.ulp(end), w)))
                        .re();
                yield Math.abs(beside) <= Math.abs(w) ? new RealValue(end) : none;
            }
        };
    }

    /**
     * By the Legendre relation (Eqn 314) H(mu) = mu z - E ln(z - x) - ln mu - 1 with z = B(mu), G = H(mu) - H(mu_min). Cost:
     * one inversion of G an end, 1 ms.
     */
    @Override
    public RealOutcome integral(double from, double to) {
        Ranges.requireInterval(from, to);
        RealOutcome first = fromZero(from);
        RealOutcome last = fromZero(to);
        if (first instanceof RealValue low && last instanceof RealValue high) {
            return new RealValue(high.value() - low.value());
        }
        return first instanceof Undefined ? first : last;
    }

    private RealOutcome fromZero(double w) {
        if (w * highest < NEAR) {
            return new RealValue(inUnits().integral(w * lowest, ORDER));
        }
        return switch (blue(w)) {
            case RealValue z -> new RealValue(w * z.value() - meanLog(z.value()) - Math.log(w) - 1);
            case Undefined none -> none;
        };
    }

    /**
     * E ln(z - x) for real z at or above the support: ln(z - l0) less the integral of P(X &gt; x) / (z - x).
     */
    private double meanLog(double z) {
        PowerResolvent resolvent = new PowerResolvent(lowest, highest);
        Complex at = Complex.real(z);
        double end = Math.pow(bound(), 1 - alpha);
        double pole = z == highest
                ? 0
                : (Math.pow(z / lowest, 1 - alpha) - end) * resolvent.split(at).re();
        double rest = resolvent.smooth(at, alpha - 1).re()
                - end * resolvent.smooth(at, 0).re();
        return Math.log(z - lowest) - norm() / (alpha - 1) * (pole + rest);
    }

    @Override
    public RealOutcome logQuality(double muMin, double muMax) {
        return new Undefined(
                "Table 9 has no truncated power law; its quality squared is the sum of the integrals of R");
    }

    @Override
    public Complex green(Complex z) {
        return new PowerResolvent(lowest, highest).at(z, alpha).times(norm() / lowest);
    }

    /**
     * By parts, which leads back to such an integral with exponent alpha + 1; for large z, where its terms are next to equal, by the
     * scaling of G with the support: z G'(z) = -alpha G(z) + terms of the ends.
     */
    @Override
    public Complex slope(Complex z) {
        PowerResolvent resolvent = new PowerResolvent(lowest, highest);
        Complex low = z.minus(Complex.real(lowest)).inverse();
        Complex high = z.minus(Complex.real(highest)).inverse().times(Math.pow(bound(), -alpha));
        if (z.abs() < lowest) {
            Complex inside = resolvent.at(z, alpha + 1).times(-alpha / lowest);
            return low.minus(high).plus(inside).times(norm() / lowest);
        }
        Complex ends = low.times(lowest).minus(high.times(highest));
        return ends.minus(resolvent.at(z, alpha).times(alpha)).over(z).times(norm() / lowest);
    }

    @Override
    public double lowerEdge() {
        return lowest;
    }

    @Override
    public double upperEdge() {
        return highest;
    }

    @Override
    public double density(double x) {
        return x < lowest || x > highest ? 0 : norm() / lowest * Math.pow(x / lowest, -alpha);
    }

    @Override
    public double cdf(double x) {
        double inside = Math.clamp(x, lowest, highest);
        return partOf(inside) / partOf(highest);
    }

    private double partOf(double x) {
        return -Math.expm1((1 - alpha) * Math.log(x / lowest));
    }

    @Override
    public double quantile(double p) {
        double x = lowest * Math.exp(Math.log1p(-p * partOf(highest)) / (1 - alpha));
        return Math.min(x, highest);
    }
}
