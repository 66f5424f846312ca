package org.setol.spectra.backend;

/** Who chooses the backend. */
public sealed interface BackendChoice {

    /** The user: exactly this backend, and an error when it cannot be used. */
    record Forced(String name) implements BackendChoice {}

    /** The engine, for the stated aim. Backends that this machine lacks are passed over. */
    enum Auto implements BackendChoice {
        /** Backward-stable decompositions first. */
        REFERENCE,
        /** The Gram route first. */
        FAST
    }
}
