package org.setol.spectra.metrics;

import java.util.Arrays;

/**
 * How a vector's weight is spread over its elements (Martin and Mahoney 2021, JMLR 22(165), section 4); all numbers are
 * WeightWatcher's and do not change with the vector's sign, its length apart from {@code entropy} neither.
 *
 * @param length number of elements, n
 * @param entropy exp(-|v|_2 / 2) / sqrt(2 pi): WeightWatcher's {@code vector_entropy}, a function of the length alone
 * @param discreteEntropy -sum p ln p over a histogram of {@value #BINS} bins of |v_i|, p = density + 1e-10, normalised: ln
 *     {@value #BINS} at most. {@code vec_entropy} of a layer
 * @param localization |v|_1 / |v|_inf: 1 for a single element, n for equal ones
 * @param participation |v|_2 / |v|_4: 1 for a single element, n^(1/4) for equal ones
 */
public record VectorShape(
        int length, double entropy, double discreteEntropy, double localization, double participation) {

    static final int BINS = 100;

    private static final double EPSILON = 1e-10;

    /**
     * Of a vector of finite elements, at least one. The zero vector has no ratios: NaN. Cost: four passes.
     *
     * @param v not changed
     */
    public static VectorShape of(double[] v) {
        double[] magnitudes = Arrays.stream(v).map(Math::abs).toArray();
        double largest = Arrays.stream(magnitudes).max().orElse(0);
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        for (double x : magnitudes) {
            double relative = x / largest;
            sum += relative;
            squares += relative * relative;
            fourths += relative * relative * relative * relative;
        }
        double norm = largest == 0 ? 0 : largest * Math.sqrt(squares);
        return new VectorShape(
                v.length,
                Math.exp(-norm / 2) / Math.sqrt(2 * Math.PI),
                discreteEntropy(magnitudes),
                sum,
                Math.sqrt(squares) / Math.sqrt(Math.sqrt(fourths)));
    }

    /**
     * NumPy's histogram of equal bins from the smallest to the largest: an element belongs to the bin whose edges, as
     * rounded, enclose it. WeightWatcher subtracts the mean before, which moves bins and elements alike.
     */
    private static double discreteEntropy(double[] x) {
        double low = Arrays.stream(x).min().orElse(0);
        double high = Arrays.stream(x).max().orElse(0);
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        double[] edges = new double[BINS + 1];
        double step = (high - low) / BINS;
        for (int k = 0; k < BINS; k++) {
            edges[k] = low + k * step;
        }
        edges[BINS] = high;
        int[] counts = new int[BINS];
        for (double value : x) {
            counts[bin(value, edges)]++;
        }
        return entropy(counts, edges, x.length);
    }

    private static int bin(double value, double[] edges) {
        double low = edges[0];
        int bin = Math.min((int) ((value - low) / (edges[BINS] - low) * BINS), BINS - 1);
        if (value < edges[bin]) {
            return bin - 1;
        }
        return bin < BINS - 1 && value >= edges[bin + 1] ? bin + 1 : bin;
    }

    private static double entropy(int[] counts, double[] edges, int n) {
        double[] p = new double[BINS];
        double sum = 0;
        for (int k = 0; k < BINS; k++) {
            p[k] = counts[k] / (edges[k + 1] - edges[k]) / n + EPSILON;
            sum += p[k];
        }
        double entropy = 0;
        for (double density : p) {
            entropy -= density / sum * StrictMath.log(density / sum);
        }
        return entropy;
    }
}
