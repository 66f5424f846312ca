package org.setol.spectra.kernels;

/**
 * Sturm sequences of a symmetric tridiagonal matrix T, at many points x together. The pivots of T - x I = L D L^T are q[0] =
 * d[0] - x, q[i] = d[i] - x - e2[i] / q[i - 1]; as many are negative as there are eigenvalues below x (Barth, Martin and
 * Wilkinson 1967, LAPACK's {@code dlaebz}). With r = q' / q and w = q'' / q, derivatives with respect to x, the sum of r^2 -
 * w is that of 1 / (x - lambda)^2 over all eigenvalues: minus the second derivative of log det (T - x I), as in Li and Zeng
 * 1994, who take Laguerre steps from it.
 *
 * <p>Each point's numbers are the same in whatever company it comes. Unchecked.
 */
interface SturmKernel {

    /**
     * Points [from, to) of {@code readings}.
     *
     * @param d diagonal, finite, without -0
     * @param e2 squares of the elements beside it, e2[i] of that between i - 1 and i; positive and finite but for e2[0] = 0
     */
    void read(double[] d, double[] e2, SturmReadings readings, int from, int to);
}
