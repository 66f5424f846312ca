package org.setol.spectra.backend;

/** How fast something was measured to be here, or why it was not. */
public sealed interface Rate {

    /**
     * Measured.
     *
     * @param gflops 1e9 operations a second
     */
    record Measured(double gflops) implements Rate {}

    /**
     * Not measured: what should be timed has failed.
     *
     * @param reason for the user
     */
    record Failed(String reason) implements Rate {}
}
