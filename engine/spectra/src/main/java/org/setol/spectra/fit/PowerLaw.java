package org.setol.spectra.fit;

import java.util.Arrays;
import org.setol.spectra.kernels.Kernels;

/** Fits power laws to positive data, every datum but the largest tried as xmin. */
public final class PowerLaw {

    private PowerLaw() {}

    /**
     * Maximum-likelihood alpha at the xmin with the smallest Kolmogorov-Smirnov distance; of equal distances the first.
     *
     * <p>Cost: O(n log n) plus what {@link XminScan} cannot prune, about n * n / 16 exponentials at worst.
     *
     * @param data positive and finite, in any order; not changed
     * @return the fit, or why there is none: fewer than two data, or a tail of equal values
     * @throws IllegalArgumentException when a datum is zero, negative, infinite or NaN
     */
    public static PowerLawOutcome fit(double[] data) {
        double[] sorted = data.clone();
        Arrays.sort(sorted);
        return fitSorted(sorted);
    }

    /** {@link #fit} of data that are ascending already; not changed. */
    public static PowerLawOutcome fitSorted(double[] sorted) {
        return fitSorted(sorted, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * {@link #fitSorted(double[])} with xmin among the data of [low, high] only.
     *
     * @return the fit, or why there is none: also when no datum but the largest lies there
     */
    public static PowerLawOutcome fitSorted(double[] sorted, double low, double high) {
        requirePositive(sorted);
        if (sorted.length < 2) {
            return new NoFit("a power law needs at least 2 positive eigenvalues, there are " + sorted.length);
        }
        double[] logs = new double[sorted.length];
        Kernels.log(sorted, logs);
        double[] alphas = TailExponents.of(logs);
        int from = firstAtLeast(sorted, low);
        int to = Math.min(alphas.length, firstAbove(sorted, high));
        if (from >= to) {
            return new NoFit("no eigenvalue between " + low + " and " + high + " can be xmin");
        }
        XminScan.Best best = XminScan.run(logs, alphas, from, to);
        double alpha = alphas[best.index()];
        if (Double.isInfinite(alpha)) {
            return new NoFit("the " + (sorted.length - best.index()) + " largest eigenvalues are equal");
        }
        if (alpha <= 1) {
            return new NoFit("no candidate xmin has a finite exponent above 1");
        }
        int tail = sorted.length - best.index();
        return new PowerLawFit(
                alpha,
                sorted[best.index()],
                sorted[sorted.length - 1],
                best.distance(),
                (alpha - 1) / Math.sqrt(tail),
                tail,
                best.index());
    }

    /**
     * The law of the tail that starts at a given place, whatever its distance.
     *
     * @param sorted ascending, positive from {@code index} on
     * @return the fit, or why there is none: a tail of one value, or of equal ones
     */
    public static PowerLawOutcome fitAt(double[] sorted, int index) {
        double[] data = Arrays.copyOfRange(sorted, index, sorted.length);
        requirePositive(data);
        int tail = data.length;
        if (tail < 2) {
            return new NoFit("a power law needs at least 2 eigenvalues in its tail, there are " + tail);
        }
        double[] logs = new double[tail];
        Kernels.log(data, logs);
        double alpha = TailExponents.of(logs)[0];
        if (Double.isInfinite(alpha)) {
            return new NoFit("the " + tail + " largest eigenvalues are equal");
        }
        double distance = Kernels.ksDeviation(logs, 0, tail, alpha - 1, 0, tail);
        double sigma = (alpha - 1) / Math.sqrt(tail);
        return new PowerLawFit(alpha, data[0], data[tail - 1], distance, sigma, tail, index);
    }

    private static int firstAtLeast(double[] ascending, double bound) {
        int i = 0;
        while (i < ascending.length && ascending[i] < bound) {
            i++;
        }
        return i;
    }

    private static int firstAbove(double[] ascending, double bound) {
        int i = ascending.length;
        while (i > 0 && ascending[i - 1] > bound) {
            i--;
        }
        return i;
    }

    static void requirePositive(double[] sorted) {
        if (sorted.length == 0) {
            return;
        }
        // Ascending order puts NaN last, so the two ends speak for all.
        if (!(sorted[0] > 0) || !(sorted[sorted.length - 1] < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a power law needs positive finite data, these reach from " + sorted[0]
                    + " to " + sorted[sorted.length - 1]);
        }
    }
}
