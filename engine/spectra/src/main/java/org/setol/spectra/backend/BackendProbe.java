package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.SplittableRandom;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** Measures a backend's rate on this machine, for a table of backends. Not a benchmark: one size, one process. */
public final class BackendProbe {

    /** Large enough for blocked code, small enough for several runs a second. */
    static final int SIZE = 512;

    private static final long SEED = 42;

    private BackendProbe() {}

    /**
     * The rate of values-only decompositions of a seeded 512 x 512 matrix, by the backend's {@linkplain
     * SpectrumBackend#flops nominal operation count}; the best of the runs that fit in the budget, after a warm-up.
     *
     * @param budget about how long to measure; one run is timed whatever it takes
     * @return the reason when the backend fails on this matrix
     * @throws IllegalStateException when the backend is not available
     */
    public static Rate rate(SpectrumBackend backend, Precision precision, int threads, Duration budget) {
        SpectrumRequest request = new SpectrumRequest(SIZE, SIZE, precision, threads);
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, SIZE, SIZE, precision);
            long end = Long.MAX_VALUE;
            double best = Double.POSITIVE_INFINITY;
            for (int run = 0; run <= 1 || System.nanoTime() < end; run++) {
                fill(matrix);
                long start = System.nanoTime();
                if (backend.singularValues(matrix, request) instanceof SpectrumFailure failure) {
                    return new Rate.Failed(failure.detail());
                }
                long now = System.nanoTime();
                if (run == 0) { // the warm-up
                    end = now + budget.toNanos();
                } else {
                    best = Math.min(best, (now - start) * 1e-9);
                }
            }
            return new Rate.Measured(backend.flops(request) / best * 1e-9);
        }
    }

    private static void fill(Matrix matrix) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                matrix.set(i, j, random.nextDouble(-1, 1));
            }
        }
    }
}
