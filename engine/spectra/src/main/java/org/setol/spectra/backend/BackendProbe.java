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
     * GFLOP/s of values-only decompositions of a seeded 512 x 512 matrix, by the backend's {@linkplain
     * SpectrumBackend#flops nominal operation count}; the best of the runs that fit in the budget, after a warm-up.
     *
     * @param budget about how long to measure; one run is timed whatever it takes
     * @throws IllegalStateException when the backend is not available or fails on this matrix
     */
    public static double gflops(SpectrumBackend backend, Precision precision, int threads, Duration budget) {
        SpectrumRequest request = new SpectrumRequest(SIZE, SIZE, precision, threads);
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, SIZE, SIZE, precision);
            seconds(backend, request, matrix);
            long end = System.nanoTime() + budget.toNanos();
            double best = Double.POSITIVE_INFINITY;
            do {
                best = Math.min(best, seconds(backend, request, matrix));
            } while (System.nanoTime() < end);
            return backend.flops(request) / best * 1e-9;
        }
    }

    private static double seconds(SpectrumBackend backend, SpectrumRequest request, Matrix matrix) {
        fill(matrix);
        long start = System.nanoTime();
        SpectrumOutcome outcome = backend.singularValues(matrix, request);
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (outcome instanceof SpectrumFailure failure) {
            throw new IllegalStateException(backend.name() + ": " + failure.detail());
        }
        return seconds;
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
