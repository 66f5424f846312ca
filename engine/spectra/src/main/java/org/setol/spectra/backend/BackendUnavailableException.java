package org.setol.spectra.backend;

import java.io.Serial;

/** A backend was asked for by name and cannot be used here. */
public final class BackendUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String backend;
    private final transient BackendStatus.Unavailable status;

    public BackendUnavailableException(String backend, BackendStatus.Unavailable status) {
        super("backend " + backend + " is not available: " + status.reason() + "; " + status.remedy());
        this.backend = backend;
        this.status = status;
    }

    /** The name asked for. */
    public String backend() {
        return backend;
    }

    /** What was found and what to do. */
    public BackendStatus.Unavailable status() {
        return status;
    }
}
