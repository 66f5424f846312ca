package org.setol.spectra.backend;

import java.util.ServiceLoader;
import org.setol.spectra.matrix.Matrix;

/**
 * What can be done with a Gram matrix without all of its eigenvalues. Implementations are found by
 * {@link java.util.ServiceLoader}, as backends are, are stateless, and give the same bits for any number of threads that
 * work beside them. All matrices are float64; a symmetric or triangular one is given by its lower triangle in row-major
 * order (j &le; i), and what lies above it is neither read nor, but for {@link #gram}, written.
 */
public interface GramRoutines {

    /** The first that this machine can run of those that {@link ServiceLoader} finds, else {@link JavaGramRoutines}. */
    static GramRoutines fastest() {
        return ServiceLoader.load(GramRoutines.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(routines -> routines.status() instanceof BackendStatus.Available)
                .findFirst()
                .orElseGet(JavaGramRoutines::new);
    }

    /** Unique, lower case: {@code lapack}, {@code java}. */
    String name();

    /** Whether this machine can run it; never throws. */
    BackendStatus status();

    /**
     * G = A A^T when A has no more rows than columns, else A^T A. N n^2 operations, N the longer side.
     *
     * @param a rows x cols, kept
     * @param gram n x n, n = min(rows, cols), overwritten
     * @param threads that may be used
     */
    void gram(Matrix a, Matrix gram, int threads);

    /**
     * The Cholesky factor L, S = L L^T, in the place of S. n^3 / 3 operations. When it runs to its end, S + E is positive
     * definite for some E of norm at most (n + 1) 2^-53 trace(S) (Higham 2002, theorem 10.3).
     *
     * @param symmetric n x n; undefined afterwards when there is no factor
     * @return false when a pivot is not positive
     */
    boolean factor(Matrix symmetric, int threads);

    /**
     * x = (L L^T)^-1 x. 2 n^2 operations.
     *
     * @param factor from {@link #factor}
     * @param x 1 x n
     */
    void solve(Matrix factor, Matrix x, int threads);

    /**
     * y = S x. 2 n^2 operations.
     *
     * @param symmetric n x n
     * @param x 1 x n
     * @param y 1 x n, overwritten
     */
    void multiply(Matrix symmetric, Matrix x, Matrix y, int threads);
}
