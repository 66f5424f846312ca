package org.setol.spectra.fit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Samples of known distributions, ascending. */
final class Planted {

    private Planted() {}

    static double[] sample(int n, long seed, ToDoubleFunction<SplittableRandom> draw) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] data = new double[n];
        Arrays.setAll(data, k -> draw.applyAsDouble(random));
        Arrays.sort(data);
        return data;
    }

    /** x^-alpha on x &ge; 1. */
    static double powerLaw(SplittableRandom random, double alpha) {
        return Math.pow(1 - random.nextDouble(), -1 / (alpha - 1));
    }

    /** x^-alpha e^(-lambda x) on x &ge; 1: a power law, kept with probability e^(-lambda (x - 1)). */
    static double truncated(SplittableRandom random, double alpha, double lambda) {
        while (true) {
            double x = powerLaw(random, alpha);
            if (random.nextDouble() < Math.exp(-lambda * (x - 1))) {
                return x;
            }
        }
    }

    static double lognormal(SplittableRandom random, double mu, double sigma) {
        return Math.exp(mu + sigma * random.nextGaussian());
    }

    /** Half of the data uniform below 1, half a power law from 1 on. */
    static double[] withBody(int n, double alpha, long seed) {
        return sample(
                n, seed, random -> random.nextBoolean() ? 0.2 + 0.8 * random.nextDouble() : powerLaw(random, alpha));
    }
}
