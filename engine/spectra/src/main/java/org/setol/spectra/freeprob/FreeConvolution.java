package org.setol.spectra.freeprob;

/**
 * The distribution of A + U B U', U a large random rotation: the free additive convolution of two distributions, by
 * subordination. For z in the upper half-plane G(z) = G_A(u) = G_B(v) with u + v = z + 1/G(z) (Biane 1998, Mathematische
 * Zeitschrift 227; this is R = R_A + R_B where that cannot be written down). With h = 1/G - z, u is the one fixed point of
 * u = z + h_B(z + h_A(u)) with Im u &ge; Im z, reached from everywhere (Belinschi and Bercovici 2007, Journal d'Analyse
 * Mathematique 101), slowly near the axis; so Newton's steps are taken wherever they stay above Im z. Cost: some ten to a
 * hundred values of both Green functions.
 */
public final class FreeConvolution {

    private static final double TOLERANCE = 1e-13;

    /** Steps below it that no longer shrink are the rounding of the Green functions. */
    private static final double NOISE = 1e-9;

    private static final int MOST_STEPS = 10_000;

    private final GreenFunction a;
    private final GreenFunction b;

    public FreeConvolution(GreenFunction a, GreenFunction b) {
        this.a = a;
        this.b = b;
    }

    /**
     * G(z) of the convolution.
     *
     * @param z above the real axis
     * @return the number, once steps of u are below 1e-13 of it, or are rounding; a reason when that takes more than 10,000 steps
     */
    public ComplexOutcome green(Complex z) {
        return solve(z, z);
    }

    /**
     * The density at each x, convolved with a Cauchy density of width eta, see {@link GreenFunction#density}.
     *
     * @return the numbers; NaN where {@link #green} gives a reason
     */
    public double[] density(double[] x, double eta) {
        double[] density = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            density[k] = switch (green(new Complex(x[k], eta))) {
                case Complex g -> -g.im() / Math.PI;
                case Undefined none -> Double.NaN;
            };
        }
        return density;
    }

    private ComplexOutcome solve(Complex z, Complex start) {
        if (!(z.im() > 0)) {
            throw new IllegalArgumentException("z = " + z + " is not above the real axis");
        }
        Complex u = start;
        double last = Double.POSITIVE_INFINITY;
        double lastMoved = Double.POSITIVE_INFINITY;
        for (int k = 0; k < MOST_STEPS; k++) {
            Complex v = z.plus(h(a, u));
            Complex image = z.plus(h(b, v));
            Complex step = image.minus(u);
            Complex slope = hSlope(a, u).times(hSlope(b, v));
            Complex newton = u.plus(step.over(Complex.ONE.minus(slope)));
            boolean isUseful = newton.im() >= z.im() && step.abs() < last;
            last = step.abs();
            Complex next = isUseful ? newton : image;
            double moved = next.minus(u).abs() / next.abs();
            u = next;
            if (moved <= TOLERANCE || (moved <= NOISE && moved >= lastMoved)) {
                return a.green(u);
            }
            lastMoved = moved;
        }
        return new Undefined(
                "the subordination did not converge at " + z.re() + " + " + z.im() + " i; its last step was " + last);
    }

    /** 1/G(z) - z, whose imaginary part is not negative. */
    private static Complex h(GreenFunction measure, Complex z) {
        return measure.green(z).inverse().minus(z);
    }

    private static Complex hSlope(GreenFunction measure, Complex z) {
        Complex inverse = measure.green(z).inverse();
        return measure.slope(z).times(inverse).times(inverse).negate().minus(Complex.ONE);
    }
}
