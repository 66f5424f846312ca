package org.setol.spectra.freeprob;

/**
 * The integral of x^-p / (z - x) over [lowest, highest] for any real p &ge; 0, x^-p in units of its value at lowest, where no power
 * overflows. Split so that no quadrature meets the pole:
 *
 * <p>z^-p ln((z - lowest) / (z - highest)) + the integral of (x^-p - z^-p) / (z - x),
 *
 * <p>the second being smooth: with x = z e^u it is z^-(p+1) times -expm1(-p u) / expm1(u). It is taken in ln x, by panels of
 * width 1 at most, narrower where x^-p falls steeply; for z well to the left of all x, without the split. Relative error some
 * 1e-15 of the larger part; cost 20 exponentials a panel.
 */
record PowerResolvent(double lowest, double highest) {

    /** x^-p falls by e^-STEEP over a panel at most, which 20 nodes resolve to rounding. */
    private static final double STEEP = 16;

    /** Where x^-p has fallen by e^-NOTHING it is below rounding, however steep. */
    private static final double NOTHING = 40;

    /** Closer than that to the left of lowest the pole is split off: z^-p is e^4 there at most, which costs two digits. */
    private static final double BESIDE = 4;

    Complex at(Complex z, double p) {
        return isSplit(inUnits(z), p) ? split(z).times(inUnits(z).pow(-p)).plus(smooth(z, p)) : smooth(z, p);
    }

    /** The pole's part without its factor. */
    Complex split(Complex z) {
        Complex below = z.minus(Complex.real(lowest));
        Complex above = z.minus(Complex.real(highest));
        // Both logarithms are on one side of the cut, so their difference is the one that vanishes at infinity.
        return below.log().minus(above.log());
    }

    private Complex inUnits(Complex z) {
        return new Complex(z.re() / lowest, z.im() / lowest);
    }

    private static boolean isSplit(Complex z, double p) {
        return z.re() > 0 && Math.log(z.abs()) > -Math.min(Math.log(2), BESIDE / p);
    }

    /** What is left. */
    Complex smooth(Complex z, double p) {
        double length = Math.log(highest / lowest);
        Complex at = inUnits(z);
        double steep = Math.min(length, NOTHING / p);
        Complex sum = panels(at, p, 0, steep, Math.min(1, STEEP / p));
        return steep < length ? sum.plus(panels(at, p, steep, length, 1)) : sum;
    }

    private static Complex panels(Complex z, double p, double from, double to, double widest) {
        int panels = Math.max(1, (int) Math.ceil((to - from) / widest));
        double width = (to - from) / panels;
        boolean isSplit = isSplit(z, p);
        Complex logZ = isSplit ? z.log() : Complex.ZERO;
        Complex power = isSplit ? z.pow(-p) : Complex.ZERO;
        double re = 0;
        double im = 0;
        for (int panel = 0; panel < panels; panel++) {
            double start = from + panel * width;
            for (int k = 0; k < GaussLegendre.NODES; k++) {
                double t = GaussLegendre.point(k, start, start + width);
                double x = Math.exp(t);
                double weight = GaussLegendre.weight(k, start, start + width) * x;
                Complex term = isSplit
                        ? difference(t, Complex.real(t).minus(logZ), power, p).over(z)
                        : z.minus(Complex.real(x)).inverse().times(Math.exp(-p * t));
                re += weight * term.re();
                im += weight * term.im();
            }
        }
        return new Complex(re, im);
    }

    /** (x^-p - z^-p) / (1 - x/z) for x = e^t = z e^u. */
    private static Complex difference(double t, Complex u, Complex power, double p) {
        if (u.re() == 0 && u.im() == 0) {
            return power.times(p);
        }
        // A difference of near powers loses digits, and an exponential of far ones overflows.
        Complex above = p * u.abs() < 0.5
                ? power.times(expm1(u.times(-p)))
                : Complex.real(Math.exp(-p * t)).minus(power);
        return above.over(expm1(u).negate());
    }

    private static Complex expm1(Complex u) {
        double half = Math.sin(u.im() / 2);
        return new Complex(
                Math.expm1(u.re()) * Math.cos(u.im()) - 2 * half * half, Math.exp(u.re()) * Math.sin(u.im()));
    }
}
