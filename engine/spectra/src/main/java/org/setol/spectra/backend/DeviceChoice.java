package org.setol.spectra.backend;

import java.util.Optional;

/** Knows which backend on a device is the fastest for a matrix. Found by {@link java.util.ServiceLoader}. */
public interface DeviceChoice {

    /** Whether there is a device that can be used; cheap where there is none. Never throws. */
    BackendStatus status();

    /**
     * The fastest backend for such a matrix, by measurements on this device, which are made when there are none yet.
     *
     * @param alike how many such matrices there are, to be computed together where that is faster
     * @return empty when the processor is faster, or there is no device
     */
    Optional<SpectrumBackend> fastest(SpectrumRequest request, int alike);
}
