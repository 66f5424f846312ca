package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.SplittableRandom;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** The rate of {@link JavaProducts}, where there is no native library. */
final class JavaRate implements FlopReference {

    /** Three float32 matrices fit into 1 MiB of cache, and a product takes some ten milliseconds. */
    private static final int SIZE = 256;

    private static final long SEED = 42;

    private final JavaProducts products = new JavaProducts();

    @Override
    public String name() {
        return "java products";
    }

    @Override
    public BackendStatus status() {
        return products.status();
    }

    /** Of one thread times their number: an upper bound, as a limit should be. */
    @Override
    public Rate rate(Precision precision, int threads, Duration budget) {
        try (Arena arena = Arena.ofConfined()) {
            Factor a = Factor.of(random(arena, precision));
            Factor b = Factor.of(random(arena, precision));
            Matrix c = Matrix.allocate(arena, SIZE, SIZE, precision);
            long end = System.nanoTime() + budget.toNanos();
            double best = Double.POSITIVE_INFINITY;
            do {
                long start = System.nanoTime();
                products.multiply(1, a, b, 0, c);
                best = Math.min(best, (System.nanoTime() - start) * 1e-9);
            } while (System.nanoTime() < end);
            return new Rate.Measured(threads * 2.0 * SIZE * SIZE * SIZE / best * 1e-9);
        }
    }

    private static Matrix random(Arena arena, Precision precision) {
        SplittableRandom random = new SplittableRandom(SEED);
        Matrix matrix = Matrix.allocate(arena, SIZE, SIZE, precision);
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                matrix.set(i, j, random.nextDouble(-1, 1));
            }
        }
        return matrix;
    }
}
