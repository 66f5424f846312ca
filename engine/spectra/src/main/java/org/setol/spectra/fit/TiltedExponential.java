package org.setol.spectra.fit;

/**
 * The densities proportional to exp(-a u - b h(u)) on u &ge; 0, where u = ln(x / xmin): with h = e^u - 1 the power law with
 * exponential cut-off (alpha = a + 1, lambda = b / xmin), with h = u^2 the lognormal. Both are exponential families, so
 * their likelihoods are concave and have one maximum.
 *
 * <p>Normalisation and moments by 16-point Gauss-Legendre on panels that follow the density's own scale, relative error
 * about 1e-14; 60 to 500 points. Not for threads: an instance holds the moments of its last call.
 */
final class TiltedExponential {

    /** What is beside u in the exponent. */
    enum Shape {
        /** e^u - 1. */
        CUT_OFF,
        /** u^2. */
        GAUSSIAN
    }

    private static final double[] NODES = {
        0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438,
        0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499
    };

    private static final double[] WEIGHTS = {
        0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674,
        0.12462897125553388, 0.09515851168249279, 0.062253523938647894, 0.027152459411754096
    };

    /** e^-this and less is left out. */
    private static final double NEGLIGIBLE = 44;

    /** A Gaussian that has its mode inside starts so many standard deviations below it. */
    private static final double DEVIATIONS = 10;

    /** Panels: the exponent changes by no more than about this, ... */
    private static final double FALL = 8;

    /** ... a Gaussian's standard deviation is at least a third of it, ... */
    private static final double BEND = 3;

    /** ... and e^u does not outrun its value at the start. */
    private static final double WIDEST_CUT_OFF = 0.5;

    private final Shape shape;

    /** ln of the integral of exp(-a u - b h(u)). */
    double logNorm;

    double meanU;
    double meanH;
    double varU;
    double varH;
    double covariance;

    TiltedExponential(Shape shape) {
        this.shape = shape;
    }

    double h(double u) {
        return shape == Shape.CUT_OFF ? Math.expm1(u) : u * u;
    }

    /** Fills the fields; b &ge; 0, and a &gt; 0 where b is 0. */
    void moments(double a, double b) {
        double mode = mode(a, b);
        double top = -a * mode - b * h(mode);
        double centreH = h(mode);
        double s = 0;
        double su = 0;
        double sh = 0;
        double suu = 0;
        double shh = 0;
        double suh = 0;
        double left = shape == Shape.CUT_OFF || b == 0 ? 0 : Math.max(0, mode - DEVIATIONS / Math.sqrt(2 * b));
        while (left <= mode || -a * left - b * h(left) - top > -NEGLIGIBLE) {
            double half = width(a, b, left) / 2;
            double middle = left + half;
            for (int k = 0; k < 2 * NODES.length; k++) {
                double node = k < NODES.length ? NODES[k] : -NODES[k - NODES.length];
                double u = middle + half * node;
                double hu = h(u);
                double density = half * WEIGHTS[k % NODES.length] * Math.exp(-a * u - b * hu - top);
                double du = u - mode;
                double dh = hu - centreH;
                s += density;
                su += density * du;
                sh += density * dh;
                suu += density * du * du;
                shh += density * dh * dh;
                suh += density * du * dh;
            }
            left += 2 * half;
        }
        logNorm = top + Math.log(s);
        double mu = su / s;
        double mh = sh / s;
        meanU = mode + mu;
        meanH = centreH + mh;
        varU = suu / s - mu * mu;
        varH = shh / s - mh * mh;
        covariance = suh / s - mu * mh;
    }

    private double mode(double a, double b) {
        if (a >= 0) {
            return 0;
        }
        return shape == Shape.CUT_OFF ? Math.max(0, Math.log(-a / b)) : -a / (2 * b);
    }

    private double width(double a, double b, double u) {
        double end = shape == Shape.CUT_OFF ? u + WIDEST_CUT_OFF : u;
        double slope = shape == Shape.CUT_OFF ? b * Math.exp(end) : 2 * b * end;
        double bend = shape == Shape.CUT_OFF ? slope : 2 * b;
        double rate = Math.max(Math.abs(a + slope), shape == Shape.CUT_OFF ? Math.abs(a + b * Math.exp(u)) : 0);
        double width = Math.min(FALL / rate, BEND / Math.sqrt(bend));
        return shape == Shape.CUT_OFF ? Math.min(width, WIDEST_CUT_OFF) : width;
    }
}
