package org.setol.bindings.cuda;

import java.util.Locale;

/**
 * One NVIDIA device.
 *
 * @param index as the runtime counts them
 * @param name as the driver calls it
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param memoryBytes all memory that it has
 */
record CudaDevice(int index, String name, int major, int minor, long memoryBytes) {

    /** The least compute capability for which the libraries of {@link CudaLibrary#CUDA} have code: Turing's. */
    static final int LEAST_MAJOR = 7;

    static final int LEAST_MINOR = 5;

    boolean isSupported() {
        return major > LEAST_MAJOR || (major == LEAST_MAJOR && minor >= LEAST_MINOR);
    }

    /** {@code NVIDIA H100 80GB HBM3 (sm_90, 79.1 GiB)}. */
    String label() {
        return String.format(Locale.ROOT, "%s (sm_%d%d, %.1f GiB)", name, major, minor, memoryBytes * 0x1p-30);
    }
}
