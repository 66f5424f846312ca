package org.setol.bindings.lapack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.SplittableRandom;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.Rate;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** The rate of OpenBLAS's {@code gemm} on this machine. */
public final class GemmRate implements FlopReference {

    /** From here on the rate hardly grows; a product takes a tenth of a second on two cores. */
    private static final int SIZE = 1536;

    private static final long SEED = 42;

    @Override
    public String name() {
        return "OpenBLAS gemm";
    }

    @Override
    public BackendStatus status() {
        return OpenBlas.status();
    }

    @Override
    public Rate rate(Precision precision, int threads, Duration budget) {
        OpenBlas.requireAvailable();
        Routines routines = Routines.of(precision);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = random(arena, precision);
            MemorySegment b = random(arena, precision);
            MemorySegment c = Matrix.allocate(arena, SIZE, SIZE, precision).segment();
            double best = BlasThreads.with(threads, () -> bestSeconds(routines, a, b, c, budget));
            return new Rate.Measured(2.0 * SIZE * SIZE * SIZE / best * 1e-9);
        }
    }

    private static double bestSeconds(
            Routines routines, MemorySegment a, MemorySegment b, MemorySegment c, Duration budget) {
        routines.gemm(SIZE, a, b, c);
        long end = System.nanoTime() + budget.toNanos();
        double best = Double.POSITIVE_INFINITY;
        do {
            long start = System.nanoTime();
            routines.gemm(SIZE, a, b, c);
            best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        } while (System.nanoTime() < end);
        return best;
    }

    private static MemorySegment random(Arena arena, Precision precision) {
        SplittableRandom random = new SplittableRandom(SEED);
        Matrix matrix = Matrix.allocate(arena, SIZE, SIZE, precision);
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                matrix.set(i, j, random.nextDouble(-1, 1));
            }
        }
        return matrix.segment();
    }
}
