package org.setol.bindings.lapack;

import org.setol.spectra.backend.BackendStatus;

/** Prints the status of OpenBLAS in a process of its own, whose class path the test chose. */
final class StatusMain {

    private StatusMain() {}

    public static void main(String[] args) {
        switch (new LapackGesddBackend().status()) {
            case BackendStatus.Available available -> System.out.println("AVAILABLE " + available.library());
            case BackendStatus.Unavailable unavailable ->
                System.out.println(unavailable.cause() + " | " + unavailable.reason() + " | " + unavailable.remedy());
        }
    }
}
