package org.setol.bindings.cuda;

import java.io.Serial;

/** A CUDA function that returned an error. Stays inside this package: backends turn it into a value with a reason. */
final class CudaException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean outOfMemory;

    CudaException(String message, boolean outOfMemory) {
        super(message);
        this.outOfMemory = outOfMemory;
    }

    /** True when there was not enough device memory, or not enough of our share of it. */
    boolean isOutOfMemory() {
        return outOfMemory;
    }
}
