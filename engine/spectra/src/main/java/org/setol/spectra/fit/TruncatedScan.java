package org.setol.spectra.fit;

/**
 * Fits a power law with exponential cut-off from every candidate xmin and keeps the one nearest to the data. Each fit
 * starts from its neighbour's optimum (only the way there depends on that), and a candidate is given up as soon as one of
 * its deviations exceeds the best distance so far, as in {@link XminScan}: first where the last one's was largest, then on
 * a grid, then block by block where the bounds of monotone functions leave room.
 */
final class TruncatedScan {

    private static final int BLOCK = 16;
    private static final int STRIDE = 16;

    private final double[] x;
    private final double[] logs;
    private final boolean endsAtXmax;
    private final KsDistance ks;
    private final TiltedFit fit;
    private final double[] tailLogs;
    private final double[] tailSums;
    private final double[] grid;
    private final int n;

    private double alpha;
    private double z;
    private double first;
    private double start;
    private double norm;
    private int probe;

    private int bestIndex = -1;
    private double bestDistance = Double.POSITIVE_INFINITY;
    private double bestAlpha;
    private double bestLambda;
    private double bestObjective;

    /**
     * Prepares a scan.
     *
     * @param x positive, ascending
     * @param logs their logarithms
     * @param lowestAlpha lower bound of alpha, at most 1
     * @param endsAtXmax whether the model's distribution function is taken relative to its value at the largest datum
     * @param ks which distance
     */
    TruncatedScan(double[] x, double[] logs, double lowestAlpha, boolean endsAtXmax, KsDistance ks) {
        this.x = x;
        this.logs = logs;
        this.endsAtXmax = endsAtXmax;
        this.ks = ks;
        this.n = x.length;
        this.probe = n - 1;
        this.fit = new TiltedFit(TiltedExponential.Shape.CUT_OFF, lowestAlpha - 1);
        this.grid = new double[n / BLOCK + 2];
        this.tailLogs = new double[n];
        this.tailSums = new double[n];
        for (int i = n - 2; i >= 0; i--) {
            // Sums over the tail of ln x_j - ln x_i and of x_j - x_i, by non-negative increments: nothing cancels.
            tailLogs[i] = tailLogs[i + 1] + (n - i - 1) * (logs[i + 1] - logs[i]);
            tailSums[i] = tailSums[i + 1] + (n - i - 1) * (x[i + 1] - x[i]);
        }
    }

    /** The best of the candidates in [low, high], the first of equals; none where no such datum has a larger one. */
    TailOutcome run(double low, double high) {
        for (int start = 0; start <= 1; start++) {
            for (int i = 0; i < n - 1; i++) {
                boolean isEarly = i % STRIDE == 0;
                if (isEarly == (start == 0) && x[i] >= low && x[i] <= high) {
                    tryCandidate(i);
                }
            }
        }
        if (bestIndex < 0) {
            boolean isEverywhere = low <= x[0] && high >= x[n - 1];
            return new NoFit(
                    x[0] == x[n - 1]
                            ? "all " + n + " eigenvalues are equal"
                            : isEverywhere
                                    ? "no candidate xmin has a finite likelihood"
                                    : "no eigenvalue between " + low + " and " + high + " can be xmin");
        }
        int m = n - bestIndex;
        double sumOfLogs = tailLogs[bestIndex] + m * logs[bestIndex];
        double logLikelihood = -m * bestObjective - sumOfLogs;
        return new TruncatedFit(bestAlpha, bestLambda, x[bestIndex], x[n - 1], bestDistance, logLikelihood, m);
    }

    private void tryCandidate(int i) {
        boolean isTie = i > 0 && x[i] == x[i - 1];
        if (isTie || !(tailLogs[i] > 0)) {
            return;
        }
        int m = n - i;
        double meanU = tailLogs[i] / m;
        double meanH = tailSums[i] / (m * x[i]);
        if (alpha == 0 || z == 0) {
            fit.fit(meanU, meanH);
        } else {
            fit.fit(meanU, meanH, alpha - 1, z * x[i] / first);
        }
        alpha = fit.a + 1;
        z = fit.b;
        first = x[i];
        start = ExponentialIntegral.of(alpha, z);
        norm = 1;
        if (endsAtXmax) {
            norm = cdf(n - 1);
        }
        double distance = distance(i, m);
        if (distance < bestDistance || (distance == bestDistance && i < bestIndex)) {
            bestDistance = distance;
            bestIndex = i;
            bestAlpha = alpha;
            bestLambda = z / first;
            bestObjective = fit.objective;
        }
    }

    /** The model's distribution function at datum k. */
    private double cdf(int k) {
        double t = x[k] / first;
        double survival = StrictMath.pow(t, 1 - alpha) * (ExponentialIntegral.of(alpha, z * t) / start);
        return (1 - survival) / norm;
    }

    /** The distance, or something larger than the best when that is sure. */
    private double distance(int i, int m) {
        double shift = ks.shift(m);
        double max = deviation(i, m, Math.max(probe, i));
        if (max + shift > bestDistance) {
            return max + shift;
        }
        int points = 0;
        for (int k = i; k < n; k += BLOCK) {
            grid[points] = cdf(k);
            double deviation = Math.abs(grid[points] - empirical(i, m, k));
            if (deviation > max) {
                max = deviation;
                probe = k;
            }
            points++;
        }
        for (int g = 0; g < points && max + shift <= bestDistance; g++) {
            max = refine(i, m, g, points, max);
        }
        return max + shift;
    }

    /** Looks into the block behind grid point g if it can hold a deviation larger than {@code max}. */
    private double refine(int i, int m, int g, int points, double max) {
        int left = i + g * BLOCK;
        int right = Math.min(n, left + BLOCK);
        double above = g + 1 < points ? grid[g + 1] : 1;
        double bound = Math.max(above - empirical(i, m, left), empirical(i, m, right) - grid[g]);
        double largest = max;
        if (bound > max) {
            for (int k = left + 1; k < right; k++) {
                double deviation = deviation(i, m, k);
                if (deviation > largest) {
                    largest = deviation;
                    probe = k;
                }
            }
        }
        return largest;
    }

    private double deviation(int i, int m, int k) {
        return Math.abs(cdf(k) - empirical(i, m, k));
    }

    private double empirical(int i, int m, int k) {
        return (k - i + ks.offset()) / m;
    }
}
