package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.Device;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.Rate;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** The rate of cuBLAS's {@code GemmEx} on the first device, in the precision itself: no TF32, no emulation. */
public final class CudaGemmRate implements FlopReference {

    /** Large enough for every multiprocessor; three matrices are 200 MB in float32. */
    private static final int SIZE = 4096;

    /** Products between two looks at the clock: a product takes some milliseconds, waiting for it some microseconds. */
    private static final int PRODUCTS = 4;

    private static final long SEED = 42;
    private static final double NANO = 1e-9;

    private final Supplier<CudaEngine> engine;
    private final int size;

    public CudaGemmRate() {
        this(CudaEngine.SHARED, SIZE);
    }

    CudaGemmRate(Supplier<CudaEngine> engine, int size) {
        this.engine = engine;
        this.size = size;
    }

    @Override
    public String name() {
        return "cuBLAS gemm";
    }

    @Override
    public BackendStatus status() {
        return engine.get().status();
    }

    @Override
    public Device device() {
        return Device.GPU;
    }

    @Override
    public Rate rate(Precision precision, int threads, Duration budget) {
        try {
            double best =
                    engine.get().run(scope -> bestSeconds(scope, DeviceRoutines.of(precision), precision, budget));
            return new Rate.Measured(2.0 * size * size * size / best * NANO);
        } catch (CudaException e) {
            return new Rate.Failed(String.valueOf(e.getMessage()));
        }
    }

    private double bestSeconds(DeviceScope scope, DeviceRoutines routines, Precision precision, Duration budget)
            throws CudaException {
        long bytes = (long) size * size * precision.bytes();
        long a = scope.device(bytes);
        long b = scope.device(bytes);
        long c = scope.device(bytes);
        // Zeros would need less power than numbers, and so run faster than weights ever do.
        fill(scope, a, precision);
        fill(scope, b, precision);
        multiply(scope, routines, a, b, c);
        long end = System.nanoTime() + budget.toNanos();
        double best = Double.POSITIVE_INFINITY;
        do {
            long start = System.nanoTime();
            for (int product = 0; product < PRODUCTS; product++) {
                routines.gemm(scope, size, a, b, c);
            }
            scope.lane().await();
            best = Math.min(best, (System.nanoTime() - start) * NANO / PRODUCTS);
        } while (System.nanoTime() < end);
        return best;
    }

    private void multiply(DeviceScope scope, DeviceRoutines routines, long a, long b, long c) throws CudaException {
        routines.gemm(scope, size, a, b, c);
        scope.lane().await();
    }

    private void fill(DeviceScope scope, long to, Precision precision) throws CudaException {
        Matrix matrix = Matrix.allocate(scope.arena(), size, size, precision);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int j = 0; j < size; j++) {
            matrix.set(0, j, random.nextDouble(-1, 1));
        }
        long row = (long) size * precision.bytes();
        for (int i = 1; i < size; i++) {
            MemorySegment.copy(matrix.segment(), 0, matrix.segment(), i * row, row);
        }
        scope.lane().uploader().upload(matrix.segment(), matrix.size() * precision.bytes(), to);
    }
}
