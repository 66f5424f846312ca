package org.setol.spectra.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * The empirical spectral density of one layer: the eigenvalues lambda = sigma^2 of all its matrices, pooled. Nothing is
 * divided by N, as WeightWatcher does not.
 *
 * @param eigenvalues ascending, non-negative; not copied
 * @param rows N, the longer side of each matrix
 * @param cols M, the shorter side
 * @param svMax largest singular value
 * @param svMin smallest singular value; of several matrices the largest of their smallest in {@link MetricsMode#COMPAT}
 * @param rankLoss sum over the matrices of #(sigma &le; sigma_max N 2^-52)
 */
public record Esd(double[] eigenvalues, int rows, int cols, double svMax, double svMin, int rankLoss) {

    private static final double EPSILON = 0x1p-52;

    /** The ESD of a single matrix, unscaled. */
    public static Esd of(double[] singularValues, int rows, int cols) {
        return pool(List.of(singularValues), rows, cols, 1, MetricsMode.COMPAT);
    }

    /**
     * Pools the spectra of a layer's matrices.
     *
     * @param slices singular values of each, ascending
     * @param rows one side of each matrix
     * @param cols the other
     * @param scale factor of every eigenvalue: 1, or 1/2 for pooled convolutions (see LayerType.CONV2D's norm)
     */
    public static Esd pool(List<double[]> slices, int rows, int cols, double scale, MetricsMode mode) {
        int longer = Math.max(rows, cols);
        double[] pooled = new double[slices.stream().mapToInt(s -> s.length).sum()];
        double largest = 0;
        double smallest = mode == MetricsMode.COMPAT ? 0 : Double.POSITIVE_INFINITY;
        int rankLoss = 0;
        int filled = 0;
        for (double[] sigma : slices) {
            for (double s : sigma) {
                pooled[filled++] = scale * (s * s);
            }
            if (sigma.length > 0) {
                double top = sigma[sigma.length - 1];
                largest = Math.max(largest, top);
                smallest = mode == MetricsMode.COMPAT ? Math.max(smallest, sigma[0]) : Math.min(smallest, sigma[0]);
                rankLoss += countAtMost(sigma, top * longer * EPSILON);
            }
        }
        Arrays.sort(pooled);
        double root = Math.sqrt(scale);
        double svMin = Double.isInfinite(smallest) ? 0 : root * smallest;
        return new Esd(pooled, longer, Math.min(rows, cols), root * largest, svMin, rankLoss);
    }

    private static int countAtMost(double[] ascending, double threshold) {
        int count = 0;
        while (count < ascending.length && ascending[count] <= threshold) {
            count++;
        }
        return count;
    }

    /** Number of eigenvalues, n. */
    public int size() {
        return eigenvalues.length;
    }

    /** Largest eigenvalue, 0 when there are none. */
    public double lambdaMax() {
        return size() == 0 ? 0 : eigenvalues[size() - 1];
    }
}
