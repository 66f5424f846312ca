package org.setol.spectra.freeprob;

/**
 * A complex number. Functions with a cut have it on the negative real axis, where they take the value of the side that the
 * sign of the imaginary zero says.
 *
 * @param re real part
 * @param im imaginary part
 */
public record Complex(double re, double im) implements ComplexOutcome {

    public static final Complex ZERO = new Complex(0, 0);
    public static final Complex ONE = new Complex(1, 0);

    public static Complex real(double re) {
        return new Complex(re, 0);
    }

    /** r e^(i angle). */
    public static Complex polar(double r, double angle) {
        return new Complex(r * Math.cos(angle), r * Math.sin(angle));
    }

    public Complex plus(Complex z) {
        return new Complex(re + z.re, im + z.im);
    }

    public Complex minus(Complex z) {
        return new Complex(re - z.re, im - z.im);
    }

    public Complex times(Complex z) {
        return new Complex(re * z.re - im * z.im, re * z.im + im * z.re);
    }

    public Complex times(double factor) {
        return new Complex(re * factor, im * factor);
    }

    public Complex negate() {
        return new Complex(-re, -im);
    }

    public Complex conjugate() {
        return new Complex(re, -im);
    }

    /** 1 / z by Smith's algorithm, which does not overflow before the result does. */
    public Complex inverse() {
        if (Math.abs(re) >= Math.abs(im)) {
            double ratio = im / re;
            double scale = 1 / (re + im * ratio);
            return new Complex(scale, -ratio * scale);
        }
        double ratio = re / im;
        double scale = 1 / (re * ratio + im);
        return new Complex(ratio * scale, -scale);
    }

    public Complex over(Complex z) {
        return times(z.inverse());
    }

    public double abs() {
        return Math.hypot(re, im);
    }

    /** In [-pi, pi]. */
    public double argument() {
        return Math.atan2(im, re);
    }

    /** The root with non-negative real part; its imaginary part has the sign of z's. */
    public Complex sqrt() {
        double r = abs();
        if (r == 0) {
            return ZERO;
        }
        double larger = Math.sqrt((Math.abs(re) + r) / 2);
        double smaller = Math.abs(im) / (2 * larger);
        return re >= 0
                ? new Complex(larger, Math.copySign(smaller, im))
                : new Complex(smaller, Math.copySign(larger, im));
    }

    /** ln |z| + i argument. */
    public Complex log() {
        return new Complex(Math.log(abs()), argument());
    }

    /** The principal value of z^p. */
    public Complex pow(double p) {
        return polar(Math.pow(abs(), p), p * argument());
    }
}
