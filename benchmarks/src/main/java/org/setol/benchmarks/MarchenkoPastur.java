package org.setol.benchmarks;

import java.util.Arrays;

/** Quantiles of the Marchenko-Pastur law of ratio 1/2 (Marchenko and Pastur 1967), by a table of its integral. */
final class MarchenkoPastur {

    private static final double RATIO = 0.5;
    private static final double LOWEST = square(1 - Math.sqrt(RATIO));
    private static final double HIGHEST = square(1 + Math.sqrt(RATIO));
    private static final int STEPS = 100_000;
    private static final double WIDTH = (HIGHEST - LOWEST) / STEPS;
    private static final double[] INTEGRAL = integral();

    private MarchenkoPastur() {}

    /** Where the distribution function has the value {@code p}, 0 to 1; good to 1e-4. */
    static double quantile(double p) {
        int found = Arrays.binarySearch(INTEGRAL, p * INTEGRAL[STEPS]);
        int step = found >= 0 ? found : Math.clamp(-found - 1L, 1, STEPS);
        return LOWEST + step * WIDTH;
    }

    private static double[] integral() {
        double[] integral = new double[STEPS + 1];
        for (int k = 1; k <= STEPS; k++) {
            double x = LOWEST + (k - 0.5) * WIDTH;
            integral[k] = integral[k - 1] + Math.sqrt((HIGHEST - x) * (x - LOWEST)) / x;
        }
        return integral;
    }

    private static double square(double x) {
        return x * x;
    }
}
