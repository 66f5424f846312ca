package org.setol.spectra.freeprob;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** What the tests know of distributions independently of the code. */
final class Laws {

    private Laws() {}

    /** Semicircle of variance s2 about a mean, radius 2 sqrt(s2): G = 2 / (z + sqrt(z^2 - 4 s2)), z less the mean. */
    record Semicircle(double mean, double variance) implements GreenFunction {

        private Complex root(Complex z) {
            double radius = 2 * Math.sqrt(variance);
            Complex shifted = z.minus(Complex.real(mean));
            // sqrt(z - r) sqrt(z + r) has its cut on the support alone.
            Complex left = shifted.minus(Complex.real(radius)).sqrt();
            return left.times(shifted.plus(Complex.real(radius)).sqrt());
        }

        @Override
        public Complex green(Complex z) {
            return z.minus(Complex.real(mean)).plus(root(z)).inverse().times(2);
        }

        @Override
        public Complex slope(Complex z) {
            return green(z).over(root(z)).negate();
        }

        @Override
        public double lowerEdge() {
            return mean - 2 * Math.sqrt(variance);
        }

        @Override
        public double upperEdge() {
            return mean + 2 * Math.sqrt(variance);
        }

        double densityAt(double x) {
            double square = 4 * variance - (x - mean) * (x - mean);
            return square <= 0 ? 0 : Math.sqrt(square) / (2 * Math.PI * variance);
        }
    }

    /**
     * The Green function of a density by the midpoint rule in a variable t of which x is a map that makes the integrand
     * vanish with all its derivatives at the ends, or periodic: it then converges exponentially.
     */
    record Quadrature(double[] x, double[] mass, double lowerEdge, double upperEdge) implements GreenFunction {

        private static final int NODES = 2000;

        private static Quadrature of(
                DoubleUnaryOperator density,
                DoubleUnaryOperator map,
                DoubleUnaryOperator slope,
                double from,
                double to,
                double low,
                double high) {
            double[] x = new double[NODES];
            double[] mass = new double[NODES];
            double h = (to - from) / NODES;
            for (int k = 0; k < NODES; k++) {
                double t = from + (k + 0.5) * h;
                x[k] = map.applyAsDouble(t);
                mass[k] = density.applyAsDouble(x[k]) * slope.applyAsDouble(t) * h;
            }
            return new Quadrature(x, mass, low, high);
        }

        /** For edges like square roots: x = middle - half cos t. */
        static Quadrature arc(DoubleUnaryOperator density, double low, double high) {
            double half = (high - low) / 2;
            return of(density, t -> low + half - half * Math.cos(t), t -> half * Math.sin(t), 0, Math.PI, low, high);
        }

        /** For any edges: x = middle + half tanh(pi/2 sinh t). */
        static Quadrature tanhSinh(DoubleUnaryOperator density, double low, double high) {
            double half = (high - low) / 2;
            return of(
                    density,
                    t -> low + half * (1 + Math.tanh(Math.PI / 2 * Math.sinh(t))),
                    t -> half * Math.PI / 2 * Math.cosh(t) / Math.pow(Math.cosh(Math.PI / 2 * Math.sinh(t)), 2),
                    -3.2,
                    3.2,
                    low,
                    high);
        }

        /** For a support without an upper end: x = low + e^t. */
        static Quadrature ray(DoubleUnaryOperator density, double low) {
            return of(density, t -> low + Math.exp(t), Math::exp, -40, 80, low, Double.POSITIVE_INFINITY);
        }

        /** For the whole line: x = middle + width tan t. */
        static Quadrature line(DoubleUnaryOperator density, double middle, double width) {
            return of(
                    density,
                    t -> middle + width * Math.tan(t),
                    t -> width / Math.pow(Math.cos(t), 2),
                    -Math.PI / 2,
                    Math.PI / 2,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY);
        }

        double total() {
            return Arrays.stream(mass).sum();
        }

        @Override
        public Complex green(Complex z) {
            return sum(z, 1);
        }

        @Override
        public Complex slope(Complex z) {
            return sum(z, 2).negate();
        }

        private Complex sum(Complex z, int power) {
            Complex sum = Complex.ZERO;
            for (int k = 0; k < x.length; k++) {
                Complex inverse = z.minus(Complex.real(x[k])).inverse();
                Complex term = power == 1 ? inverse : inverse.times(inverse);
                sum = sum.plus(term.times(mass[k]));
            }
            return sum;
        }
    }

    /** Simpson's rule with so many intervals, halved until it agrees to a relative 1e-9. */
    static double integrate(DoubleUnaryOperator f, double from, double to) {
        double last = Double.NaN;
        for (int n = 64; n <= 1 << 20; n *= 2) {
            double h = (to - from) / n;
            double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
            for (int k = 1; k < n; k++) {
                sum += (k % 2 == 0 ? 2 : 4) * f.applyAsDouble(from + k * h);
            }
            double value = sum * h / 3;
            if (Math.abs(value - last) <= 1e-9 * Math.abs(value)) {
                return value;
            }
            last = value;
        }
        throw new AssertionError("Simpson's rule does not converge between " + from + " and " + to);
    }
}
