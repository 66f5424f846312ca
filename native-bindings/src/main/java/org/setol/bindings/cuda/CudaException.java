package org.setol.bindings.cuda;

import java.io.Serial;

/** A CUDA function that returned an error. Stays inside this package: backends turn it into a value with a reason. */
final class CudaException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What an error means for the calls after it. */
    enum Kind {
        /** Nothing: this call has failed. */
        FAILED,
        /** There was not enough device memory, or not enough of our share of it. */
        OUT_OF_MEMORY,
        /** No call of this process will succeed any more, whatever it asks for. */
        LOST
    }

    CudaException(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    boolean isOutOfMemory() {
        return kind == Kind.OUT_OF_MEMORY;
    }
}
