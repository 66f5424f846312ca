package org.setol.spectra.freeprob;

import java.util.function.DoubleUnaryOperator;

/**
 * Gauss-Legendre quadrature with 20 nodes a panel: exact for polynomials of degree 39, and to rounding for functions that
 * are analytic within three half-widths of a panel.
 */
final class GaussLegendre {

    static final int NODES = 20;
    private static final double[] POINTS = new double[NODES];
    private static final double[] WEIGHTS = new double[NODES];

    static {
        for (int k = 0; k < NODES; k++) {
            // Newton from Tricomi's approximation; five steps are two more than it takes.
            double x = Math.cos(Math.PI * (k + 0.75) / (NODES + 0.5));
            double slope = 1;
            for (int step = 0; step < 5; step++) {
                double previous = 1;
                double p = x;
                for (int n = 2; n <= NODES; n++) {
                    double next = ((2 * n - 1) * x * p - (n - 1) * previous) / n;
                    previous = p;
                    p = next;
                }
                slope = NODES * (x * p - previous) / (x * x - 1);
                x -= p / slope;
            }
            POINTS[k] = x;
            WEIGHTS[k] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private GaussLegendre() {}

    /** Node k of the panel [from, to]. */
    static double point(int k, double from, double to) {
        return (from + to) / 2 + (to - from) / 2 * POINTS[k];
    }

    static double weight(int k, double from, double to) {
        return (to - from) / 2 * WEIGHTS[k];
    }

    /** The integral over [from, to] by so many equal panels. */
    static double integrate(DoubleUnaryOperator f, double from, double to, int panels) {
        double sum = 0;
        double width = (to - from) / panels;
        for (int panel = 0; panel < panels; panel++) {
            double start = from + panel * width;
            for (int k = 0; k < NODES; k++) {
                sum += weight(k, start, start + width) * f.applyAsDouble(point(k, start, start + width));
            }
        }
        return sum;
    }
}
