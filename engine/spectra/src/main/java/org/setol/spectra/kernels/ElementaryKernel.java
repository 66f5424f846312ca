package org.setol.spectra.kernels;

/** exp and log of arrays. Unchecked: {@link Kernels} has verified the ranges. */
interface ElementaryKernel {

    /** {@code out[k] = exp(x[k])} for k in from until to; within 1 ulp, IEEE special values. */
    void exp(double[] x, int from, int to, double[] out);

    /** {@code out[k] = ln(x[k])} for k in from until to; within 1 ulp, IEEE special values. */
    void log(double[] x, int from, int to, double[] out);
}
