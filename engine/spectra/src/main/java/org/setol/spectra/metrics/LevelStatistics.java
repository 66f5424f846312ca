package org.setol.spectra.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How the gaps between neighbouring eigenvalues vary. In a spectrum of random-matrix type levels repel each other; those
 * of unrelated matrices, or of directions that do not know of each other, do not. Gaps of each matrix by itself: levels
 * of different slices are unrelated whatever the weights.
 *
 * <p>WeightWatcher's {@code deltas} only plots log10 of the gaps, and fails before it does (0.7.5.5 asks for {@code
 * ww_layer.layer_i}). The ratio r = min(s, s') / max(s, s') of consecutive gaps needs no unfolding (Oganesyan and Huse 2007,
 * Phys. Rev. B 75, 155111); its mean is 0.5307 for real random matrices, and {@value #POISSON} for unrelated levels (Atas et
 * al. 2013, Phys. Rev. Lett. 110, 084101).
 *
 * @param gapRatio mean r over all pairs of consecutive gaps
 * @param gapRatioError its standard error were the ratios independent: standard deviation / sqrt(count)
 * @param bulkGapRatio mean r of pairs wholly below xmin
 * @param tailGapRatio mean r of pairs wholly at or above xmin
 * @param logGapMean mean of log10 of the gaps that are not 0
 * @param logGapDeviation their standard deviation
 * @param degenerate gaps that are 0 or not larger than rounding, N 2^-52 lambda_max; they are in no other number
 */
public record LevelStatistics(
        double gapRatio,
        double gapRatioError,
        double bulkGapRatio,
        double tailGapRatio,
        double logGapMean,
        double logGapDeviation,
        int degenerate)
        implements Finding {

    /** 2 ln 2 - 1. */
    static final double POISSON = 0.3862943611198906;

    private static final double EPSILON = 0x1p-52;

    /**
     * Of the spectra of a layer's matrices.
     *
     * @param slices eigenvalues of each, ascending
     * @param longer N
     * @param xmin where the tail starts; NaN for no tail
     */
    public static LevelStatistics of(List<double[]> slices, int longer, double xmin) {
        DoubleStream.Builder all = DoubleStream.builder();
        DoubleStream.Builder bulk = DoubleStream.builder();
        DoubleStream.Builder tail = DoubleStream.builder();
        DoubleStream.Builder logs = DoubleStream.builder();
        int degenerate = 0;
        for (double[] lambda : slices) {
            double rounding = lambda.length == 0 ? 0 : longer * EPSILON * lambda[lambda.length - 1];
            double before = 0;
            for (int i = 1; i < lambda.length; i++) {
                double gap = lambda[i] - lambda[i - 1];
                if (!(gap > rounding)) {
                    degenerate++;
                    before = 0;
                    continue;
                }
                logs.add(StrictMath.log10(gap));
                if (before > 0) {
                    double ratio = Math.min(gap, before) / Math.max(gap, before);
                    all.add(ratio);
                    if (lambda[i] < xmin) {
                        bulk.add(ratio);
                    } else if (lambda[i - 2] >= xmin) {
                        tail.add(ratio);
                    }
                }
                before = gap;
            }
        }
        double[] ratios = all.build().toArray();
        double[] logGaps = logs.build().toArray();
        return new LevelStatistics(
                mean(ratios),
                deviation(ratios) / Math.sqrt(ratios.length),
                mean(bulk.build().toArray()),
                mean(tail.build().toArray()),
                mean(logGaps),
                deviation(logGaps),
                degenerate);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElse(Double.NaN));
    }

    @Override
    public String reason() {
        if (Double.isNaN(gapRatio)) {
            return "no two neighbouring gaps between eigenvalues";
        }
        String bulk = Double.isNaN(bulkGapRatio) ? "no two neighbouring gaps in the bulk" : "";
        String tail = Double.isNaN(tailGapRatio) ? "no two neighbouring gaps in the tail" : "";
        return bulk + (bulk.isEmpty() || tail.isEmpty() ? "" : "; ") + tail;
    }
}
