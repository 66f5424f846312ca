package org.setol.spectra.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Precision;

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

    private static final double EPSILON = Precision.FLOAT64.epsilon();

    /** The ESD of a single matrix, unscaled. Singular values in any order. */
    public static Esd of(double[] singularValues, int rows, int cols) {
        double[] ascending = singularValues.clone();
        Arrays.sort(ascending);
        return pool(List.of(ascending), rows, cols, 1, MetricsMode.COMPAT);
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

    /**
     * The spectrum of the inverses: 1 / lambda of every eigenvalue.
     *
     * <p>Of several matrices {@link MetricsMode#COMPAT} inverts what WeightWatcher does: it inverts all it has got so far
     * with each further one, so that of c matrices the i-th, from 0, ends up inverted where c - i is odd and as it was
     * where that is even. Corrected inverts all, and leaves out those that are 0 to rounding (the rank loss), whose
     * inverses are noise.
     *
     * @return empty when an inverse is infinite, or none is left; else as {@link #pool}, sv_max, sv_min and the rank loss
     *     still of the matrices themselves
     */
    public static Optional<Esd> inverse(List<double[]> slices, int rows, int cols, double scale, MetricsMode mode) {
        Esd esd = pool(slices, rows, cols, scale, mode);
        double[] pooled = inverses(slices, esd.rows, scale, mode).stream()
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        return pooled.length > 0 && Double.isFinite(pooled[pooled.length - 1])
                ? Optional.of(new Esd(pooled, esd.rows, esd.cols, esd.svMax, esd.svMin, esd.rankLoss))
                : Optional.empty();
    }

    /** The eigenvalues of each matrix of {@link #pool}, ascending. */
    public static List<double[]> eigenvalues(List<double[]> slices, double scale) {
        return slices.stream()
                .map(sigma -> Arrays.stream(sigma).map(s -> scale * (s * s)).toArray())
                .toList();
    }

    /** The eigenvalues of each matrix of {@link #inverse}, ascending. */
    public static List<double[]> inverses(List<double[]> slices, int longer, double scale, MetricsMode mode) {
        List<double[]> inverses = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            double[] sigma = slices.get(i);
            boolean twice = mode == MetricsMode.COMPAT && (slices.size() - i) % 2 == 0;
            double top = sigma.length == 0 ? 0 : sigma[sigma.length - 1];
            int from = mode == MetricsMode.COMPAT ? 0 : countAtMost(sigma, top * longer * EPSILON);
            inverses.add(Arrays.stream(sigma, from, sigma.length)
                    .map(s -> 1 / (scale * (s * s)))
                    .map(inverse -> twice ? 1 / inverse : inverse)
                    .sorted()
                    .toArray());
        }
        return inverses;
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

    /** Why float64 does not hold these eigenvalues, or their sum: squares of very large or very small singular values. */
    public Optional<String> outOfRange() {
        if (!Double.isFinite(Kernels.sum(eigenvalues))) {
            return Optional.of("eigenvalues, squares of singular values up to " + svMax
                    + ", add up to more than float64 holds; scale the weights down");
        }
        return lambdaMax() < Double.MIN_NORMAL && svMax > 0
                ? Optional.of("eigenvalues, squares of singular values up to " + svMax
                        + ", are smaller than float64 holds; scale the weights up")
                : Optional.empty();
    }

    /** Largest eigenvalue, 0 when there are none. */
    public double lambdaMax() {
        return size() == 0 ? 0 : eigenvalues[size() - 1];
    }
}
