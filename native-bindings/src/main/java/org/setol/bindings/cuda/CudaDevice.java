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

    /** {@code NVIDIA H100 80GB HBM3 (sm_90, 79.1 GiB)}. */
    String label() {
        return String.format(Locale.ROOT, "%s (sm_%d%d, %.1f GiB)", name, major, minor, memoryBytes * 0x1p-30);
    }
}
