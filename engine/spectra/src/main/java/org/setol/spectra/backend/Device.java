package org.setol.spectra.backend;

/** Where a backend computes. */
public enum Device {
    CPU,
    GPU
}
