package org.setol.spectra.backend;

/** Whether a backend can be used on this machine, and if not, why. */
public sealed interface BackendStatus {

    /**
     * Ready.
     *
     * @param library e.g. {@code OpenBLAS}
     * @param version the library's own version
     * @param core the CPU core or device the library chose its kernels for
     * @param maxThreads most threads it can use; of a device: how many can use it at a time
     */
    record Available(String library, String version, String core, int maxThreads) implements BackendStatus {}

    /**
     * Not usable.
     *
     * @param cause no device: nothing here that it could run on; absent: not installed; incompatible: installed, but not of the
     *     right kind; broken: should work, does not
     * @param reason what was found
     * @param remedy what the user can do
     */
    record Unavailable(Cause cause, String reason, String remedy) implements BackendStatus {}

    /** Different things to tell a user. */
    enum Cause {
        NO_DEVICE,
        ABSENT,
        INCOMPATIBLE,
        BROKEN
    }
}
