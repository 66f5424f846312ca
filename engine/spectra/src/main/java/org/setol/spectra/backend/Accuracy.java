package org.setol.spectra.backend;

/** How far down the spectrum the values are to be trusted. */
public enum Accuracy {
    /** Values down to the route's {@link SpectrumBackend#noiseFloor noise floor}; smaller ones may be noise. */
    FAST,
    /**
     * No value may be noise above the rank threshold {@code max(rows, cols) * eps64 * sigma_max}: a result whose
     * smallest value is not clear of its route's noise floor is computed again on a more accurate route.
     */
    SMALL_VALUES_CERTAIN
}
