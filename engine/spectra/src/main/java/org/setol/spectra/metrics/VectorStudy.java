package org.setol.spectra.metrics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * How the eigenvectors of a layer's Gram matrices are spread, in the bulk (lambda &lt; xmin) and in the tail: WeightWatcher's
 * {@code bulk_} and {@code tail_} columns. The vectors of several matrices are taken together, as their eigenvalues are.
 *
 * @param entropy {@code vec_entropy}, {@link VectorShape#discreteEntropy}
 * @param localization {@code loc_ratio}
 * @param participation {@code part_ratio}
 * @param reason why the spreads are missing; empty when they are not
 */
public record VectorStudy(Spread entropy, Spread localization, Spread participation, String reason) implements Finding {

    /**
     * Mean and variance (divided by the count) of one number over the vectors of each part; NaN where it has none.
     */
    public record Spread(double bulkMean, double bulkVariance, double tailMean, double tailVariance) {

        static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Of a layer whose vectors could not be computed, or which has no xmin to part them at. */
    public static VectorStudy missing(String reason) {
        return new VectorStudy(Spread.NONE, Spread.NONE, Spread.NONE, reason);
    }

    /**
     * Of the vectors of all of a layer's matrices.
     *
     * @param shapes in ascending order of their eigenvalues
     * @param tail how many of them, the last, are of the tail
     */
    public static VectorStudy of(VectorShape[] shapes, int tail) {
        int bulk = shapes.length - tail;
        return new VectorStudy(
                spread(shapes, bulk, VectorShape::discreteEntropy),
                spread(shapes, bulk, VectorShape::localization),
                spread(shapes, bulk, VectorShape::participation),
                bulk == 0 ? "no vectors of the bulk, all are of the tail" : tail == 0 ? "no vectors of the tail" : "");
    }

    private static Spread spread(VectorShape[] shapes, int bulk, ToDoubleFunction<VectorShape> number) {
        double[] values = Arrays.stream(shapes).mapToDouble(number).toArray();
        double[] lower = Arrays.copyOf(values, bulk);
        double[] upper = Arrays.copyOfRange(values, bulk, values.length);
        return new Spread(mean(lower), variance(lower), mean(upper), variance(upper));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(Double.NaN);
    }
}
