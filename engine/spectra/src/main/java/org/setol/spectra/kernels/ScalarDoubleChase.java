package org.setol.spectra.kernels;

import java.util.Arrays;

/** One element after the other. Sums are in the order of the elements, so the last bits differ from the vectors'. */
final class ScalarDoubleChase implements ChaseKernel<double[]> {

    @Override
    public String name() {
        return "double";
    }

    @Override
    public int padding() {
        return 0;
    }

    @Override
    public double[] array(int length) {
        return new double[length];
    }

    @Override
    public void eliminate(double[] a, int at, int width, double[] reflector) {
        double largest = 0;
        for (int k = 1; k < width; k++) {
            largest = Math.max(largest, Math.abs(a[at + k]));
        }
        Arrays.fill(reflector, 0, width + 1, 0);
        reflector[0] = 1;
        if (largest == 0) {
            return;
        }
        int exponent = Math.getExponent(Math.max(largest, Math.abs(a[at])));
        double first = Math.scalb(a[at], -exponent);
        double squares = 0;
        for (int k = 1; k < width; k++) {
            double x = Math.scalb(a[at + k], -exponent);
            squares += x * x;
        }
        double beta = -Math.copySign(Math.sqrt(first * first + squares), first);
        for (int k = 1; k < width; k++) {
            reflector[k] = Math.scalb(a[at + k], -exponent) / (first - beta);
            a[at + k] = 0;
        }
        reflector[width] = (beta - first) / beta;
        a[at] = Math.scalb(beta, exponent);
    }

    @Override
    public void chase(double[] a, int at, int lda, int width, double[] before, double[] after, double[] scratch) {
        for (int i = 0; i < width; i++) {
            double sum = 0;
            for (int c = 0; c < width; c++) {
                sum += a[at + c * lda + i] * before[c];
            }
            for (int c = 0; c < width; c++) {
                a[at + c * lda + i] -= sum * before[width] * before[c];
            }
        }
        eliminate(a, at, width, after);
        for (int c = 1; c < width; c++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += a[at + c * lda + i] * after[i];
            }
            for (int i = 0; i < width; i++) {
                a[at + c * lda + i] -= sum * after[width] * after[i];
            }
        }
    }

    @Override
    public void congruence(double[] a, int at, int lda, int width, double[] reflector, double[] scratch) {
        double tau = reflector[width];
        double dot = 0;
        for (int i = 0; i < width; i++) {
            double sum = 0;
            for (int c = 0; c < width; c++) {
                sum += a[c <= i ? at + c * lda + i : at + i * lda + c] * reflector[c];
            }
            scratch[i] = tau * sum;
            dot += scratch[i] * reflector[i];
        }
        for (int i = 0; i < width; i++) {
            scratch[i] -= tau / 2 * dot * reflector[i];
        }
        for (int c = 0; c < width; c++) {
            for (int i = c; i < width; i++) {
                a[at + c * lda + i] -= reflector[i] * scratch[c] + scratch[i] * reflector[c];
            }
        }
    }
}
