package org.setol.spectra.backend;

import java.time.Duration;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.setol.spectra.matrix.Precision;

/** The rate of matrix multiplication, which no decomposition exceeds. Found by {@link java.util.ServiceLoader}. */
public interface FlopReference {

    /** What is multiplied with: {@code OpenBLAS gemm}. */
    String name();

    /** Whether this machine can run it; never throws. */
    BackendStatus status();

    /** Whose rate it measures. */
    default Device device() {
        return Device.CPU;
    }

    /**
     * Measured GFLOP/s (1e9 multiplications and additions a second) of square matrices, or why a device has failed at it.
     *
     * @param budget about how long to measure; at least one multiplication is timed
     * @throws IllegalStateException when {@link #status()} is not available
     */
    Rate rate(Precision precision, int threads, Duration budget);

    /**
     * The same for those who cannot go on without.
     *
     * @throws IllegalStateException when there is no rate, with the reason
     */
    default double gflops(Precision precision, int threads, Duration budget) {
        return switch (rate(precision, threads, budget)) {
            case Rate.Measured measured -> measured.gflops();
            case Rate.Failed failed -> throw new IllegalStateException(name() + ": " + failed.reason());
        };
    }

    /**
     * What limits the backends of a device here: its library's multiplication; on a CPU without any, that of plain Java.
     *
     * @throws IllegalStateException when a device other than the CPU has none
     */
    static FlopReference of(Device device) {
        return StreamSupport.stream(ServiceLoader.load(FlopReference.class).spliterator(), false)
                .filter(reference -> reference.device() == device)
                .filter(reference -> reference.status() instanceof BackendStatus.Available)
                .findFirst()
                .orElseGet(() -> fallback(device));
    }

    private static FlopReference fallback(Device device) {
        if (device == Device.CPU) {
            return new JavaRate();
        }
        throw new IllegalStateException("nothing here tells the rate of multiplication on the " + device);
    }
}
