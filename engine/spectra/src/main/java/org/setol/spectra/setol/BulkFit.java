package org.setol.spectra.setol;

import org.setol.spectra.fit.MarchenkoPastur;
import org.setol.spectra.fit.TracyWidom;
import org.setol.spectra.freeprob.MarchenkoPasturLaw;
import org.setol.spectra.kernels.Kernels;

/**
 * How far a spectrum is a Marchenko-Pastur bulk with spikes (2.2.1). Nothing is fitted to the shape: the law's variance is
 * that of the elements without what the spikes contribute, and spikes are what independent elements of that variance
 * would show once in 100,000 matrices (Tracy and Widom's law, {@link MarchenkoPastur#FALSE_ALARM}).
 *
 * @param law of the bulk, of lambda / unit
 * @param unit N, less what the spikes take
 * @param edge eigenvalues above it are spikes
 * @param spikes how many
 * @param distance Kolmogorov-Smirnov distance of bulk and law
 * @param bound distances above it are no accident; NaN for matrices too small to tell
 */
record BulkFit(MarchenkoPasturLaw law, double unit, double edge, int spikes, double distance, double bound) {

    private static final double QUANTILE = TracyWidom.upperQuantile(MarchenkoPastur.FALSE_ALARM);

    /**
     * Eigenvalues of random matrices keep their distance from each other, so their distribution strays from the law by
     * ln M / M, not by 1 / sqrt(M). Of Gaussian matrices the distance times M has mean 0.45 + 0.384 ln M and standard
     * deviation 0.3, whatever the aspect ratio (simulated for M = 10 to 400, N / M = 1 to 10, 40 to 400 matrices each).
     * The bound is 4.3 of these above: 2 of 6000 matrices exceeded it.
     */
    private static final double BOUND_CONSTANT = 0.45 + 4.3 * 0.3;

    private static final double BOUND_SLOPE = 0.384;

    /** Below this the law, which is one of large matrices, says nothing (a column's eigenvalue is chi-squared). */
    private static final int SMALLEST = 10;

    /**
     * Splits a spectrum into bulk and spikes. O(n) for each round in which spikes are found.
     *
     * @param lambda eigenvalues, ascending, of one or several matrices; of finite positive sum
     * @param rows N of each matrix
     * @param cols M of each
     */
    static BulkFit of(double[] lambda, int rows, int cols) {
        double matrices = Math.max(1.0, (double) lambda.length / cols);
        int spikes = 0;
        while (true) {
            double taken = spikes / matrices;
            double n = rows - taken;
            double m = cols - taken;
            double variance = Kernels.sum(lambda, 0, lambda.length - spikes) / (n * m * matrices);
            double edge = variance
                    * (TracyWidom.centre(rows, cols) + QUANTILE * (rows < 2 ? 0 : TracyWidom.scale(rows, cols)));
            int above = countAbove(lambda, edge);
            // Where more than half stick out there is no bulk to speak of.
            if (above <= spikes || 2 * above > lambda.length) {
                MarchenkoPasturLaw law = new MarchenkoPasturLaw(variance, n / m);
                double distance = distance(lambda, lambda.length - above, law, n);
                return new BulkFit(law, n, edge, above, distance, bound(cols, m));
            }
            spikes = above;
        }
    }

    private static double bound(int cols, double left) {
        return cols < SMALLEST ? Double.NaN : (BOUND_CONSTANT + BOUND_SLOPE * StrictMath.log(cols)) / left;
    }

    private static int countAbove(double[] ascending, double edge) {
        int first = ascending.length;
        while (first > 0 && ascending[first - 1] > edge) {
            first--;
        }
        return ascending.length - first;
    }

    /** Two-sided Kolmogorov-Smirnov distance of the smallest {@code count}. */
    private static double distance(double[] lambda, int count, MarchenkoPasturLaw law, double unit) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            double model = law.cdf(lambda[i] / unit);
            largest = Math.max(largest, Math.max(model - (double) i / count, (double) (i + 1) / count - model));
        }
        return largest;
    }

    /** Whether the bulk may be one of independent elements. */
    boolean isBulk() {
        return distance <= bound;
    }

    /**
     * Distance of the law from lambda[from..to), the rest of the law being cut off below; by the measure of the power
     * law's D, one-sided. 1 where the law has nothing above the first.
     */
    double tailDistance(double[] lambda, int from, int to) {
        double below = law.cdf(lambda[from] / unit);
        if (!(below < 1)) {
            return 1;
        }
        double largest = 0;
        for (int i = from; i < to; i++) {
            double model = (law.cdf(lambda[i] / unit) - below) / (1 - below);
            largest = Math.max(largest, Math.abs(model - (double) (i - from) / (to - from)));
        }
        return largest;
    }
}
