package org.setol.spectra.fit;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.setol.spectra.kernels.Kernels;

/** One replicate of the bootstrap at a time, in arrays that are used again: a draw, then its exponents and fit. */
final class Replicate {

    private final int n;
    private final double[] drawn;
    private final double[] exponents;
    private final double[] spacings;
    private final int[] counts;
    private final XminScan.Scratch scan;

    /** For so many data, at least two. */
    Replicate(int n) {
        this.n = n;
        drawn = new double[n];
        exponents = new double[n - 1];
        spacings = new double[n];
        counts = new int[n];
        scan = new XminScan.Scratch(n);
    }

    /** Resamples all of the logs. */
    void resample(double[] logs, long seed, int number) {
        resample(logs, n, n, generator(seed, number));
        TailExponents.fill(drawn, exponents);
    }

    /** Below xmin resamples the logs, above it draws from the fit. */
    void drawFrom(double[] logs, PowerLawFit fit, long seed, int number) {
        SplittableRandom random = generator(seed, number);
        int body = 0;
        for (int k = 0; k < n; k++) {
            body += random.nextInt(n) < fit.index() ? 1 : 0;
        }
        resample(logs, fit.index(), body, random);
        int tail = n - body;
        // Order statistics of the exponential by its independent spacings (Renyi 1953): no sorting.
        for (int k = 0; k < tail; k++) {
            spacings[k] = 1 - random.nextDouble();
        }
        Arrays.fill(spacings, tail, n, 1); // the logarithm is taken of all, and that of 1 is the cheapest
        Kernels.log(spacings, spacings);
        double rate = fit.alpha() - 1;
        double log = logs[fit.index()];
        for (int k = 0; k < tail; k++) {
            log -= spacings[k] / (rate * (tail - k));
            drawn[body + k] = log;
        }
        TailExponents.fill(drawn, exponents);
    }

    private static SplittableRandom generator(long seed, int number) {
        return new SplittableRandom(Seeds.mix(seed, number));
    }

    /** {@code draws} of the first {@code among} logs with replacement, ascending by counting. */
    private void resample(double[] logs, int among, int draws, SplittableRandom random) {
        Arrays.fill(counts, 0, among, 0);
        for (int k = 0; k < draws; k++) {
            counts[random.nextInt(among)]++;
        }
        int filled = 0;
        for (int k = 0; k < among; k++) {
            Arrays.fill(drawn, filled, filled + counts[k], logs[k]);
            filled += counts[k];
        }
    }

    /** Whether some xmin has a smaller distance. */
    boolean hasFitBelow(double distance, KsDistance ks) {
        return XminScan.isBelow(drawn, exponents, ks, distance, scan);
    }

    /** Where the tail of the smallest distance begins. */
    int bestIndex(KsDistance ks) {
        return XminScan.run(drawn, exponents, ks, scan).index();
    }

    /** Exponent of the tail from there on. */
    double alpha(int index) {
        return exponents[index];
    }

    /** Natural logarithm of the datum there. */
    double log(int index) {
        return drawn[index];
    }
}
