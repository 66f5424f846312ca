package org.setol.spectra.metrics;

/** What is computed only when asked for. Each brings a {@link Finding} and columns of its own. */
public enum Extra {
    /** The unit-determinant tail, {@link DetX}. */
    DET_X("detX"),
    /** The Marchenko-Pastur bulk, {@link Bulk}. */
    MP_FIT("mp_fit"),
    /** Spectra of permuted matrices, {@link Randomised}. */
    RANDOMIZE("randomize"),
    /** With {@link #RANDOMIZE}, in corrected mode: traps without the whole permuted spectra, {@link TrapSearch}. */
    TRAPS_FAST("traps_fast"),
    /** The exponents of TempBalance and AlphaPruning, {@link Hill}. */
    HILL("hill"),
    /** Exponents of windows of fixed aspect ratio, {@link Farms}. */
    FARMS("farms");

    private final String label;

    Extra(String label) {
        this.label = label;
    }

    /** As reports spell it, WeightWatcher's name where it has one. */
    public String label() {
        return label;
    }
}
