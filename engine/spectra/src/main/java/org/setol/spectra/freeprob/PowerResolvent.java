package org.setol.spectra.freeprob;

/**
 * The integral of x^-p / (z - x) over [lowest, highest] for any real p, split so that no quadrature meets the pole:
 *
 * <p>z^-p ln((z - lowest) / (z - highest)) + the integral of (x^-p - z^-p) / (z - x),
 *
 * <p>the second being smooth: with x = z e^u it is z^-(p+1) times -expm1(-p u) / expm1(u). It is taken in ln x, by panels of
 * width 1 at most; for z well to the left of all x, without the split. Relative error some 1e-15 of the larger part;
 * cost 20 exponentials a panel.
 */
record PowerResolvent(double lowest, double highest) {

    Complex at(Complex z, double p) {
        return split(z).times(power(z, p)).plus(smooth(z, p));
    }

    /** The pole's part without its factor; 0 where it is not split off. */
    Complex split(Complex z) {
        if (!isSplit(z)) {
            return Complex.ZERO;
        }
        Complex below = z.minus(Complex.real(lowest));
        Complex above = z.minus(Complex.real(highest));
        // Both logarithms are on one side of the cut, so their difference is the one that vanishes at infinity.
        return below.log().minus(above.log());
    }

    private boolean isSplit(Complex z) {
        return z.re() > 0 && z.abs() > lowest / 2;
    }

    private Complex power(Complex z, double p) {
        return isSplit(z) ? z.pow(-p) : Complex.ZERO;
    }

    /** What is left. */
    Complex smooth(Complex z, double p) {
        double from = Math.log(lowest);
        double length = Math.log(highest / lowest);
        int panels = Math.max(1, (int) Math.ceil(length));
        double width = length / panels;
        boolean isSplit = isSplit(z);
        Complex logZ = isSplit ? z.log() : Complex.ZERO;
        Complex factor = isSplit ? z.pow(-p - 1).negate() : Complex.ONE;
        double re = 0;
        double im = 0;
        for (int panel = 0; panel < panels; panel++) {
            double start = from + panel * width;
            for (int k = 0; k < GaussLegendre.NODES; k++) {
                double t = GaussLegendre.point(k, start, start + width);
                double x = Math.exp(t);
                double weight = GaussLegendre.weight(k, start, start + width) * x;
                Complex term = isSplit
                        ? quotient(t - logZ.re(), -logZ.im(), p)
                        : z.minus(Complex.real(x)).inverse().times(Math.exp(-p * t));
                re += weight * term.re();
                im += weight * term.im();
            }
        }
        return new Complex(re, im).times(factor);
    }

    /** expm1(-p u) / expm1(u), -p at u = 0. */
    private static Complex quotient(double re, double im, double p) {
        if (re == 0 && im == 0) {
            return Complex.real(-p);
        }
        return expm1(-p * re, -p * im).over(expm1(re, im));
    }

    private static Complex expm1(double re, double im) {
        double half = Math.sin(im / 2);
        return new Complex(Math.expm1(re) * Math.cos(im) - 2 * half * half, Math.exp(re) * Math.sin(im));
    }
}
