package org.setol.spectra.freeprob;

import java.util.Arrays;
import org.setol.spectra.kernels.Kernels;

/**
 * A spectrum as the distribution with mass 1/n at each of n eigenvalues (Eqn 134). One value of G costs a pass over them.
 * Immutable.
 */
public final class EmpiricalSpectrum implements GreenFunction {

    private final double[] ascending;

    private EmpiricalSpectrum(double[] ascending) {
        this.ascending = ascending;
    }

    /** Of finite values, at least one, in any order; copied. */
    public static EmpiricalSpectrum of(double[] values) {
        Moments.requireSpectrum(values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new EmpiricalSpectrum(sorted);
    }

    @Override
    public Complex green(Complex z) {
        double[] sums = sums(z);
        double n = ascending.length;
        return new Complex(sums[0] / n, -z.im() * sums[1] / n);
    }

    @Override
    public Complex slope(Complex z) {
        double[] sums = sums(z);
        double n = ascending.length;
        return new Complex(-sums[2] / n, 2 * z.im() * sums[3] / n);
    }

    private double[] sums(Complex z) {
        double[] sums = new double[4];
        Kernels.resolventSums(ascending, z.re(), z.im(), sums);
        return sums;
    }

    @Override
    public double lowerEdge() {
        return ascending[0];
    }

    @Override
    public double upperEdge() {
        return ascending[ascending.length - 1];
    }
}
