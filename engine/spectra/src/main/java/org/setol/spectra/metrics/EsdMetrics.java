package org.setol.spectra.metrics;

import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Precision;

/**
 * Norms, ranks and entropy of an ESD; WeightWatcher's columns of the same names.
 *
 * @param norm sum of eigenvalues, the squared Frobenius norm
 * @param logNorm log10 of it, -infinity for a zero matrix
 * @param spectralNorm largest eigenvalue
 * @param logSpectralNorm log10 of it
 * @param stableRank norm / spectralNorm, NaN for a zero matrix
 * @param matrixRank #(s &gt; max(s) N 2^-52) over s = sqrt(lambda), pooled
 * @param weakRankLoss #(lambda &lt; 1e-6)
 * @param entropy -sum p ln p / ln(rank) with p = lambda / sum + 1e-10, rank = matrixRank + 1e-10; NaN for a zero matrix. Of rank 1
 *     that is a quotient of two roundings, which {@link MetricsMode#COMPAT} gives; corrected gives its limit, 0
 */
public record EsdMetrics(
        double norm,
        double logNorm,
        double spectralNorm,
        double logSpectralNorm,
        double stableRank,
        int matrixRank,
        int weakRankLoss,
        double entropy) {

    /** Eigenvalues below this count as weak_rank_loss. */
    public static final double WEAK_RANK_TOLERANCE = 1e-6;

    private static final double ENTROPY_EPSILON = 1e-10;
    private static final double EPSILON = Precision.FLOAT64.epsilon();

    /** Cost: O(n), one logarithm an eigenvalue. */
    public static EsdMetrics of(Esd esd, MetricsMode mode) {
        double[] lambda = esd.eigenvalues();
        double norm = Kernels.sum(lambda);
        double top = esd.lambdaMax();
        int rank = matrixRank(lambda, esd.rows());
        return new EsdMetrics(
                norm,
                StrictMath.log10(norm),
                top,
                StrictMath.log10(top),
                norm / top,
                rank,
                weakRankLoss(lambda),
                rank == 1 && mode == MetricsMode.CORRECTED ? 0 : entropy(lambda, norm, rank));
    }

    private static int matrixRank(double[] lambda, int longer) {
        double top = lambda.length == 0 ? 0 : Math.sqrt(lambda[lambda.length - 1]);
        double tolerance = top * longer * EPSILON;
        int rank = 0;
        for (double value : lambda) {
            rank += Math.sqrt(value) > tolerance ? 1 : 0;
        }
        return rank;
    }

    private static int weakRankLoss(double[] ascending) {
        int count = 0;
        while (count < ascending.length && ascending[count] < WEAK_RANK_TOLERANCE) {
            count++;
        }
        return count;
    }

    private static double entropy(double[] lambda, double norm, int rank) {
        double[] p = new double[lambda.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = lambda[i] / norm + ENTROPY_EPSILON;
        }
        double[] terms = new double[p.length];
        Kernels.log(p, terms);
        for (int i = 0; i < p.length; i++) {
            terms[i] *= p[i];
        }
        return -Kernels.sum(terms) / StrictMath.log(rank + ENTROPY_EPSILON);
    }
}
