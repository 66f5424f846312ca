package org.setol.bindings.cuda;

import java.util.OptionalLong;

/**
 * How much of a device's memory matrices and workspaces may take: what the user says ({@code --gpu-memory}), or most of what is
 * free. What CUDA takes for itself, its context, code and handles, comes on top: it is allocated behind our back.
 */
final class GpuMemory {

    /** System property: bytes on each device. */
    static final String PROPERTY = "setol.gpu.memory";

    /** cuSOLVER and the driver allocate some for themselves. */
    private static final double SHARE_OF_FREE = 0.9;

    private GpuMemory() {}

    static long budget(long freeBytes) {
        return asked().orElse((long) (SHARE_OF_FREE * freeBytes));
    }

    private static OptionalLong asked() {
        Long bytes = Long.getLong(PROPERTY);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }
}
