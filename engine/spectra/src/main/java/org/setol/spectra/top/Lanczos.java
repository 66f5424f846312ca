package org.setol.spectra.top;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.random.RandomWords;

/**
 * Lanczos' process for a symmetric operator with full reorthogonalisation, twice (Golub and Van Loan 2013, section 10.3;
 * "twice is enough": Giraud, Langou, Rozloznik and van den Eshof 2005), from a random vector, in the complement of given
 * vectors.
 */
final class Lanczos {

    /** y = A x; neither array is kept. */
    interface Operator {
        void apply(double[] x, double[] y);
    }

    /**
     * Rayleigh and Ritz' approximations.
     *
     * @param values descending; by Cauchy's interlacing the k-th is at most the operator's k-th largest eigenvalue
     * @param residuals |A v - value v| of each
     */
    record Ritz(double[] values, double[] residuals) {}

    private static final double EPSILON = 0x1p-52;

    private final Operator operator;
    private final int n;
    private final List<double[]> locked;
    private final List<double[]> basis = new ArrayList<>();
    private double[] alpha = new double[16];
    private double[] beta = new double[16];
    private double[] next;
    private double largest;
    private boolean exhausted;

    /**
     * Starts; at least one vector must be left.
     *
     * @param n order of the operator
     * @param locked orthonormal; the process stays orthogonal to them
     * @param words of the start vector
     */
    Lanczos(Operator operator, int n, List<double[]> locked, RandomWords words) {
        this.operator = operator;
        this.n = n;
        this.locked = List.copyOf(locked);
        this.next = new double[n];
        for (int i = 0; i < n; i++) {
            next[i] = words.next();
        }
        orthogonalise(next);
        normalise(next);
    }

    /** Steps taken. */
    int steps() {
        return basis.size();
    }

    /** True when the basis spans an invariant subspace: no further step is possible, and all residuals are 0. */
    boolean isExhausted() {
        return exhausted;
    }

    /** One application of the operator. */
    void step() {
        if (exhausted) {
            throw new IllegalStateException("the process has ended");
        }
        int k = basis.size();
        if (k == alpha.length) {
            alpha = Arrays.copyOf(alpha, 2 * k);
            beta = Arrays.copyOf(beta, 2 * k);
        }
        double[] vector = next;
        basis.add(vector);
        double[] image = new double[n];
        operator.apply(vector, image);
        alpha[k] = Kernels.dot(vector, image, n);
        orthogonalise(image);
        double norm = Math.sqrt(Kernels.dot(image, image, n));
        largest = Math.max(largest, Math.abs(alpha[k]) + norm);
        exhausted = basis.size() + locked.size() == n || norm <= n * EPSILON * largest;
        beta[k] = exhausted ? 0 : norm;
        if (!exhausted) {
            normalise(image);
            next = image;
        }
    }

    /** Of all steps so far, at least one. O(k^2). */
    Ritz ritz() {
        int k = basis.size();
        Tridiagonal.Decomposition found = Tridiagonal.lastRow(alpha, beta, k);
        double[] residuals = new double[k];
        for (int i = 0; i < k; i++) {
            residuals[i] = Math.abs(beta[k - 1] * found.rows()[0][i]);
        }
        return new Ritz(found.values(), residuals);
    }

    /** Unit vectors of the {@code count} largest Ritz values. O(k^3 + count k n). */
    List<double[]> vectors(int count) {
        int k = basis.size();
        double[][] rows = Tridiagonal.allRows(alpha, beta, k).rows();
        List<double[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] vector = new double[n];
            for (int j = 0; j < k; j++) {
                add(rows[j][i], basis.get(j), vector);
            }
            normalise(vector);
            vectors.add(vector);
        }
        return vectors;
    }

    private void orthogonalise(double[] x) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] vector : locked) {
                add(-Kernels.dot(vector, x, n), vector, x);
            }
            for (double[] vector : basis) {
                add(-Kernels.dot(vector, x, n), vector, x);
            }
        }
    }

    private void normalise(double[] x) {
        double norm = Math.sqrt(Kernels.dot(x, x, n));
        for (int i = 0; i < n; i++) {
            x[i] /= norm;
        }
    }

    /** y += factor x. */
    private void add(double factor, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] += factor * x[i];
        }
    }
}
