package org.setol.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Seeded eigenvalue spectra like those of trained layers, and the one on which pruning helps least. */
public enum SpectrumShape {

    /** A lognormal bulk under a Pareto tail of exponent 3.2 (the upper quarter): a well-trained layer. */
    PARETO_TAIL {
        @Override
        double draw(SplittableRandom random, double quantile) {
            return quantile < 0.75
                    ? Math.exp(0.6 * random.nextGaussian() - 1.5)
                    : Math.pow(random.nextDouble(Double.MIN_NORMAL, 1), -1 / 2.2);
        }
    },

    /**
     * The Marchenko-Pastur law of a random 2n x n matrix, evenly spread as eigenvalues are: no tail, so candidates differ
     * little and are given up late.
     */
    MARCHENKO_PASTUR {
        @Override
        double draw(SplittableRandom random, double quantile) {
            return MarchenkoPastur.quantile(quantile) * (1 + 1e-4 * random.nextDouble(-1, 1));
        }
    };

    private static final long SEED = 20_26;

    /** {@code n} positive values, ascending; the same ones at every call. */
    public double[] sorted(int n) {
        SplittableRandom random = new SplittableRandom(SEED + n);
        double[] values = new double[n];
        for (int k = 0; k < n; k++) {
            values[k] = draw(random, (k + 0.5) / n);
        }
        Arrays.sort(values);
        return values;
    }

    /** One value, given where it stands among all. */
    abstract double draw(SplittableRandom random, double quantile);
}
