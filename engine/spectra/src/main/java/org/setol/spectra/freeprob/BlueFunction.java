package org.setol.spectra.freeprob;

/**
 * The inverse of a Green function (Eqn 138): B(G(z)) = z, and R(w) = B(w) - 1/w (Eqn 137, 326).
 *
 * <p>Branch: near w = 0 there is one, B(w) = 1/w + mean + ..., z beyond the whole support. It is followed along the ray from
 * 0 to w. Real w &gt; 0 has z above the support, as long as w &lt; G(upper edge); real w &lt; 0 has z below it. For w in the
 * lower half-plane z stays in the upper one, and the other way round; where the ray's z comes down to the real axis, or to
 * a branch point (G' = 0), B ends and the answer is the reason. Beyond, an analytic continuation may exist, but it is not
 * the inverse of G.
 */
public final class BlueFunction {

    private static final double TOLERANCE = 4e-15;

    /** Steps below it that no longer shrink are the rounding of G. */
    private static final double NOISE = 1e-9;

    private static final int MOST_NEWTON = 40;
    private static final int MOST_SECTIONS = 200;
    private static final double FIRST_STEP = 1.5;
    private static final double SMALLEST_STEP = 1 + 1e-6;

    /** The ray starts where |z| is that many times the distance to the support's middle. */
    private static final double FAR = 50;

    private final GreenFunction measure;

    public BlueFunction(GreenFunction measure) {
        this.measure = measure;
    }

    /** B(w), as accurate as G is (1e-13 of it for spectra), or why w is outside of its domain. */
    public ComplexOutcome at(Complex w) {
        if (w.re() == 0 && w.im() == 0) {
            return new Undefined("the Blue function has a pole at 0");
        }
        if (Double.isNaN(w.abs())) {
            return new Undefined("w is not a number");
        }
        return w.im() == 0 ? onAxis(w.re()) : alongRay(w);
    }

    /** R(w) = B(w) - 1/w; the difference loses digits as w goes to 0, where the series of free cumulants does not. */
    public ComplexOutcome rTransform(Complex w) {
        return switch (at(w)) {
            case Complex z -> z.minus(w.inverse());
            case Undefined none -> none;
        };
    }

    private ComplexOutcome onAxis(double w) {
        double edge = w > 0 ? measure.upperEdge() : measure.lowerEdge();
        if (Double.isInfinite(edge)) {
            return new Undefined("the support has no end on that side, so no real z has G(z) = " + w);
        }
        double sign = Math.signum(w);
        double near = Math.ulp(edge);
        double far = 1 / Math.abs(w);
        // Beyond the edge |G| falls from its value there to 1 / distance or less.
        if (!(Math.abs(greenAt(edge + sign * near)) > Math.abs(w))) {
            return new Undefined("w = " + w + " is beyond G at the edge of the support, where the Blue function ends");
        }
        while (Math.abs(greenAt(edge + sign * far)) > Math.abs(w)) {
            far *= 2;
        }
        double distance = distance(w, edge, Math.min(near, far), far);
        return Double.isNaN(distance)
                ? new Undefined("w = " + w + ": G cannot be told from its values at the edge of the support")
                : Complex.real(edge + sign * distance);
    }

    /**
     * The distance to the edge, between near and far, at which |G| = |w|: by false position (the Illinois rule) on ln |G|
     * as a function of its logarithm, every fourth step a halving. NaN where G is not a number, as beside a support of no width.
     */
    private double distance(double w, double edge, double near, double far) {
        double low = Math.log(near);
        double high = Math.log(far);
        double atLow = excess(w, edge, low);
        double atHigh = excess(w, edge, high);
        for (int k = 1; k < MOST_SECTIONS; k++) {
            double width = (high - low) * Math.exp(high);
            if (width <= 0x1p-53 * Math.abs(edge + Math.signum(w) * Math.exp(high)) || atLow == atHigh) {
                break;
            }
            double part = atLow / (atLow - atHigh);
            boolean halved = k % 4 == 0 || !Double.isFinite(part);
            double middle = Math.clamp(low + (halved ? 0.5 : part) * (high - low), low, high);
            double value = excess(w, edge, middle);
            if (Double.isNaN(value)) {
                return Double.NaN;
            } else if (value > 0) {
                low = middle;
                atLow = value;
                atHigh /= 2;
            } else {
                high = middle;
                atHigh = value;
                atLow /= 2;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** ln |G| - ln |w| at so much beyond the edge. */
    private double excess(double w, double edge, double logDistance) {
        return Math.log(greenAt(edge + Math.signum(w) * Math.exp(logDistance)) / w);
    }

    private double greenAt(double x) {
        return measure.green(Complex.real(x)).re();
    }

    private ComplexOutcome alongRay(Complex w) {
        double t = start(w);
        Complex z = solve(w.times(t), w.times(t).inverse());
        if (Double.isNaN(z.abs())) {
            return new Undefined(
                    "beside 0 the Blue function at " + w.re() + " + " + w.im() + " i is out of float64's range");
        }
        double step = FIRST_STEP;
        while (t < 1) {
            double next = Math.min(1, t * step);
            Complex guess = z.plus(w.times(next - t).over(measure.slope(z)));
            Complex solved = isOnItsSide(guess, w) ? solve(w.times(next), guess) : NONE;
            double jump = solved.minus(z).abs();
            // On one branch z is smooth; a jump larger than the predictor's says that another one was hit.
            boolean isSmooth = solved.minus(guess).abs() <= 0.5 * jump + 1e-12 * z.abs();
            if (isOnItsSide(solved, w) && isSmooth) {
                z = solved;
                t = next;
                step = Math.min(FIRST_STEP, step * step);
            } else {
                step = Math.sqrt(step);
                if (step < SMALLEST_STEP) {
                    return new Undefined("followed from 0, the Blue function ends at " + t + " w, where z = " + z.re()
                            + " + " + z.im() + " i");
                }
            }
        }
        return z;
    }

    private static final Complex NONE = new Complex(Double.NaN, Double.NaN);

    /** The part of w at which z is far away from everything. */
    private double start(Complex w) {
        double low = Double.isInfinite(measure.lowerEdge()) ? -1 : measure.lowerEdge();
        double high = Double.isInfinite(measure.upperEdge()) ? 1 : measure.upperEdge();
        double size = Math.max(Math.abs(low), Math.abs(high));
        return Math.min(1, 1 / (FAR * Math.max(size, Double.MIN_NORMAL) * w.abs()));
    }

    private static boolean isOnItsSide(Complex z, Complex w) {
        return z.im() * w.im() < 0;
    }

    /** Newton's method on 1/G(z) = 1/w, which is nearly linear in z; NaN when it does not converge. */
    private Complex solve(Complex w, Complex guess) {
        Complex target = w.inverse();
        Complex z = guess;
        double last = Double.POSITIVE_INFINITY;
        for (int k = 0; k < MOST_NEWTON; k++) {
            Complex g = measure.green(z);
            Complex inverse = g.inverse();
            Complex slope = measure.slope(z).times(inverse).times(inverse).negate();
            Complex change = inverse.minus(target).over(slope);
            z = z.minus(change);
            if (!(z.im() * w.im() < 0)) {
                return NONE;
            }
            double moved = change.abs() / z.abs();
            if (moved <= TOLERANCE || (moved <= NOISE && moved >= last)) {
                return z;
            }
            last = moved;
        }
        return NONE;
    }
}
