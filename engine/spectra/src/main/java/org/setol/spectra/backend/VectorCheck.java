package org.setol.spectra.backend;

import java.util.Locale;
import java.util.SplittableRandom;
import org.setol.spectra.matrix.Matrix;

/**
 * What must hold for singular values and vectors whatever computed them: with A the weights, on whose shorter side the
 * vectors live, V^T V = I and A A^T = V^T S^2 V (V's rows are the vectors).
 *
 * <p><b>Cost.</b> Comparing the matrices would take as long as computing them. Both sides are applied to one random unit
 * vector x instead (Freivalds 1977, IFIP Congress 77): O(rows cols + n^2), no matrix held. A wrong part E of a product
 * shows as ||E x||, for E of rank one and norm d typically d / sqrt(n) and less than a hundredth of that in one case of
 * a hundred; several wrong vectors show more. x is seeded: the same vector for the same n, on every run.
 *
 * <p><b>Tolerance.</b> That of {@link SelfCheck}, for its reasons: backward errors are p eps times the norm, p typically
 * like sqrt(N). Measured, the larger of the two in units of sqrt(N) eps, for both LAPACK routes up to 2048 x 2048 and 512
 * x 20000, and {@link JavaVectors} up to 512 x 512: at most 1.2 for normal and rank-one matrices, 2.5 for constant ones;
 * 16 are allowed.
 */
final class VectorCheck {

    private static final long SEED = 0x5e701;

    /** How the vectors fared. */
    sealed interface Verdict {

        /** Both hold; {@code residual} is the larger of ||V^T V x - x|| and ||A A^T x - V^T S^2 V x|| / s_max^2. */
        record Passed(double residual) implements Verdict {}

        /** One does not; {@code detail} says in a line which, and by how much. */
        record Failed(String detail) implements Verdict {}
    }

    private VectorCheck() {}

    /** Heap bytes of the vectors: one of the longer side, five of the shorter. */
    static long workspaceBytes(SpectrumRequest request) {
        return (Math.max(request.rows(), request.cols()) + 5L * request.rank()) * Double.BYTES;
    }

    /**
     * Checks the values and vectors of {@code a}.
     *
     * @param a the weights, as they were before the decomposition; not empty
     * @param values ascending; already through {@link SelfCheck}
     * @param basis n x n, row i belongs to value i
     * @param norm of {@code a}; its scale keeps squares in range
     */
    static Verdict verify(Matrix a, double[] values, Matrix basis, FrobeniusNorm norm) {
        double[] x = randomUnit(values.length);
        double[] coordinates = Products.times(basis, x);
        double orthogonality = distance(Products.transposedTimes(basis, coordinates), x);
        double largest = values[values.length - 1] / norm.scale();
        for (int i = 0; i < values.length; i++) {
            double value = values[i] / norm.scale();
            coordinates[i] *= value * value;
        }
        double[] expected = Products.gramTimes(a, 1 / norm.scale(), x);
        double difference = distance(Products.transposedTimes(basis, coordinates), expected);
        double product = difference == 0 ? 0 : difference / (largest * largest);
        double allowed = SelfCheck.tolerance(a.rows(), a.cols(), a.precision());
        if (!(orthogonality <= allowed)) {
            return failed("V^T V differs from the identity", orthogonality, allowed);
        }
        return product <= allowed
                ? new Verdict.Passed(Math.max(orthogonality, product))
                : failed("V^T S^2 V differs from the Gram matrix", product, allowed);
    }

    private static Verdict failed(String what, double residual, double allowed) {
        return new Verdict.Failed(
                String.format(Locale.ROOT, "%s by %.3g of its norm, %.3g allowed", what, residual, allowed));
    }

    private static double[] randomUnit(int n) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] x = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            sum += x[i] * x[i];
        }
        double length = Math.sqrt(sum);
        for (int i = 0; i < n; i++) {
            x[i] /= length;
        }
        return x;
    }

    private static double distance(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return Math.sqrt(sum);
    }
}
