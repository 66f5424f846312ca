package org.setol.spectra.fit;

import org.setol.spectra.kernels.Kernels;

/**
 * Finds the xmin of smallest Kolmogorov-Smirnov distance among all candidates without computing all distances. A
 * candidate is given up as soon as one of its deviations exceeds the best distance so far; the answer is the minimum
 * over (distance, index), so it does not depend on the order in which candidates are tried and equals that of
 * {@link PlainXminScan}, bit for bit.
 *
 * <p>Three steps per candidate, cheapest first:
 * <ol>
 *   <li>the deviation where its neighbour's was largest: one exp, enough for nearly all;
 *   <li>the deviations on a grid of every {@value #BLOCK}th datum: a lower bound of the distance;
 *   <li>between grid points both distribution functions are monotone, so a block's deviation is at most
 *       max(F(right) - E(left), E(right) - F(left)); only blocks whose bound exceeds the largest deviation seen are
 *       computed.
 * </ol>
 */
final class XminScan {

    /**
     * Data per block. Measured (benchmarks/NOTES.md): 16 is twice as fast as 64 for n = 384 to 15000, vector or scalar;
     * 8 gains little more, and only below 4096.
     */
    static final int BLOCK = 16;

    /**
     * Candidates tried first, so that a good distance is known before the rest: every so many, but never more than so many
     * in all. Each costs a whole scan of the grid, so they are few. Measured (benchmarks/NOTES.md, BLOCK and STRIDE).
     */
    private static final int STRIDE = 64;

    /**
     * exp is monotone but for its last bit; a block is left out only when its bound is below the largest deviation by
     * more than any rounding (all quantities are at most 1, their rounding below 1e-15).
     */
    private static final double SLACK = 1e-12;

    /**
     * The winner.
     *
     * @param index the first candidate with the smallest distance
     * @param distance that distance
     */
    record Best(int index, double distance) {}

    private final double[] logs;
    private final double[] alphas;
    private final double[] gridLogs;
    private final double[] gridCdf;
    private final KsDistance ks;
    private final int n;

    private int bestIndex;
    private double bestDistance = Double.POSITIVE_INFINITY;

    /** Where the last candidate's deviation was large. */
    private int probe;

    /** What a scan writes to; can be used again, by one scan at a time. */
    static final class Scratch {

        private final double[] gridLogs;
        private final double[] gridCdf;

        /** For so many data. */
        Scratch(int n) {
            int points = (n + BLOCK - 1) / BLOCK;
            gridLogs = new double[points];
            gridCdf = new double[points];
        }
    }

    private XminScan(double[] logs, double[] alphas, KsDistance ks, Scratch scratch) {
        this.logs = logs;
        this.alphas = alphas;
        this.ks = ks;
        this.n = logs.length;
        this.probe = n - 1;
        gridLogs = scratch.gridLogs;
        for (int g = 0; g < gridLogs.length; g++) {
            gridLogs[g] = logs[g * BLOCK];
        }
        gridCdf = scratch.gridCdf;
    }

    /**
     * Scans all candidates.
     *
     * @param logs natural logarithms of the data, ascending, at least two
     * @param alphas exponent of the tail starting at each but the last
     */
    static Best run(double[] logs, double[] alphas, KsDistance ks) {
        return run(logs, alphas, ks, 0, alphas.length);
    }

    /** The same in arrays that are there. */
    static Best run(double[] logs, double[] alphas, KsDistance ks, Scratch scratch) {
        return new XminScan(logs, alphas, ks, scratch).best(0, alphas.length);
    }

    /** The same among the candidates of [from, to) only, of which there must be one. */
    static Best run(double[] logs, double[] alphas, KsDistance ks, int from, int to) {
        return new XminScan(logs, alphas, ks, new Scratch(logs.length)).best(from, to);
    }

    private Best best(int from, int to) {
        int stride = Math.max(STRIDE, (to - from) / STRIDE);
        for (int i = from; i < to; i += stride) {
            tryCandidate(i);
        }
        for (int i = from; i < to; i++) {
            if ((i - from) % stride != 0) {
                tryCandidate(i);
            }
        }
        return new Best(bestIndex, bestDistance);
    }

    /** Whether any candidate's distance is below {@code threshold}; stops at the first found. */
    static boolean isBelow(double[] logs, double[] alphas, KsDistance ks, double threshold) {
        return isBelow(logs, alphas, ks, threshold, new Scratch(logs.length));
    }

    /** The same in arrays that are there. */
    static boolean isBelow(double[] logs, double[] alphas, KsDistance ks, double threshold, Scratch scratch) {
        XminScan scan = new XminScan(logs, alphas, ks, scratch);
        scan.bestDistance = threshold;
        scan.bestIndex = -1;
        for (int start = 0; start < STRIDE; start++) {
            for (int i = start; i < alphas.length; i += STRIDE) {
                scan.tryCandidate(i);
                if (scan.bestIndex >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void tryCandidate(int i) {
        double alpha = alphas[i];
        if (!(alpha > 1) || Double.isInfinite(alpha)) {
            accept(i, PlainXminScan.degenerateDistance(alpha, n - i, ks));
            return;
        }
        double slope = alpha - 1;
        double shift = ks.shift(n - i);
        int look = Math.max(probe, i);
        double largest = deviation(i, slope, look, look + 1);
        if (isBeaten(i, largest + shift)) {
            return;
        }
        largest = gridDeviation(i, slope, largest);
        if (isBeaten(i, largest + shift)) {
            return;
        }
        largest = refine(i, slope, largest, shift);
        if (!isBeaten(i, largest + shift)) {
            accept(i, largest + shift);
        }
    }

    private double deviation(int i, double slope, int from, int to) {
        return Kernels.ksDeviation(logs, i, n - i, slope, ks.offset(), from, to);
    }

    private boolean isBeaten(int i, double distance) {
        return distance > bestDistance || (distance == bestDistance && i > bestIndex);
    }

    private void accept(int i, double distance) {
        if (distance < bestDistance || (distance == bestDistance && i < bestIndex)) {
            bestIndex = i;
            bestDistance = distance;
        }
    }

    /** Largest deviation on the grid points of the tail, and where it was. Fills {@link #gridCdf}. */
    private double gridDeviation(int i, double slope, double largest) {
        int firstPoint = (i + BLOCK - 1) / BLOCK;
        Kernels.powerLawCdf(gridLogs, logs[i], slope, firstPoint, gridLogs.length, gridCdf);
        double max = largest;
        for (int g = firstPoint; g < gridLogs.length; g++) {
            double deviation = Math.abs(gridCdf[g] - empirical(i, g * BLOCK));
            if (deviation > max) {
                max = deviation;
                probe = g * BLOCK;
            }
        }
        return max;
    }

    /** Computes the blocks that could hold more than {@code largest}; gives up when the candidate is beaten. */
    private double refine(int i, double slope, double largest, double shift) {
        double max = largest;
        int left = i;
        double leftCdf = 0;
        for (int g = i / BLOCK + 1; left < n; g++) {
            boolean last = g >= gridLogs.length;
            int right = last ? n : g * BLOCK;
            // Beyond the last grid point nothing bounds the model but 1.
            double rightCdf = last ? 1 : gridCdf[g];
            double bound = Math.max(rightCdf - empirical(i, left), empirical(i, right) - leftCdf);
            if (bound + SLACK > max) {
                double deviation = deviation(i, slope, left, right);
                if (deviation > max) {
                    max = deviation;
                    if (isBeaten(i, max + shift)) {
                        return max;
                    }
                }
            }
            left = right;
            leftCdf = rightCdf;
        }
        return max;
    }

    private double empirical(int i, int k) {
        return (k - i + ks.offset()) / (n - i);
    }
}
