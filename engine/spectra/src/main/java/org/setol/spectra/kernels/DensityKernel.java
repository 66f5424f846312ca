package org.setol.spectra.kernels;

/**
 * Kernel sums at one point, element k of the range into logical lane (k - from) mod 8, folded in a fixed order. The
 * caller has chosen the range so that nothing outside it counts. Unchecked.
 */
interface DensityKernel {

    /** Sum of max(0, 1 - |x[k] - at| / bandwidth) over x[from..to). */
    double triangle(double[] x, int from, int to, double at, double bandwidth);

    /** Sum of exp(-((x[k] - at) / bandwidth)^2 / 2) over x[from..to). */
    double gaussian(double[] x, int from, int to, double at, double bandwidth);

    /**
     * Sums over all x of powers of 1 / (z - x), z = re + i im, from d = re - x and q = 1 / (d^2 + im^2).
     *
     * @param sums receives those of d q, q, (d^2 - im^2) q^2 and d q^2
     */
    void resolvent(double[] x, double re, double im, double[] sums);
}
