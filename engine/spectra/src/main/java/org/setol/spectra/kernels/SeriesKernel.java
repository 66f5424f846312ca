package org.setol.spectra.kernels;

/**
 * Loops over double-double numbers, from which products of power series and sums of powers are made. The basic operations
 * are algorithms 6 and 12 of Joldes, Muller and Popescu (2017, ACM Transactions on Mathematical Software 44, 15): with
 * u = 2^-53 a sum errs by at most 3.01 u^2 of itself, a product by 4 u^2. Sums over elements run in eight logical lanes,
 * element k into lane k mod 8. Unchecked.
 */
interface SeriesKernel {

    /** c[at + k] += a b[k] for 0 &le; k &lt; count, where a is a[index]. */
    void addProducts(DoubleDoubles a, int index, DoubleDoubles b, DoubleDoubles c, int at, int count);

    /**
     * p[k] *= x[k] for all k, and their sum.
     *
     * @param sum receives it, its high part first
     */
    void multiplyAndSum(DoubleDoubles x, DoubleDoubles p, double[] sum);
}
