package org.setol.spectra.backend;

import java.time.Duration;
import org.setol.spectra.matrix.Precision;

/** The rate of matrix multiplication, which no decomposition exceeds. Found by {@link java.util.ServiceLoader}. */
public interface FlopReference {

    /** What is multiplied with: {@code OpenBLAS gemm}. */
    String name();

    /** Whether this machine can run it; never throws. */
    BackendStatus status();

    /**
     * Measured GFLOP/s (1e9 multiplications and additions a second) of square matrices.
     *
     * @param budget about how long to measure; at least one multiplication is timed
     */
    double gflops(Precision precision, int threads, Duration budget);
}
