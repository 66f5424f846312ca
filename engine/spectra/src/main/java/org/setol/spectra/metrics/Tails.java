package org.setol.spectra.metrics;

/** Where tails start. */
final class Tails {

    private Tails() {}

    static int firstAbove(double[] ascending, double threshold) {
        int i = 0;
        while (i < ascending.length && !(ascending[i] > threshold)) {
            i++;
        }
        return i;
    }

    static int firstAtLeast(double[] ascending, double threshold) {
        int i = 0;
        while (i < ascending.length && ascending[i] < threshold) {
            i++;
        }
        return i;
    }
}
