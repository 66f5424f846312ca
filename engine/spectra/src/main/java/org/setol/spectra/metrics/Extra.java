package org.setol.spectra.metrics;

/**
 * What is computed only when asked for. Each brings a {@link Finding} and columns of its own, or says that the numbers are
 * those of other matrices than the layers'.
 */
public enum Extra {
    /** The unit-determinant tail, {@link DetX}. */
    DET_X("detX", "--detx"),
    /** The Marchenko-Pastur bulk, {@link Bulk}. */
    MP_FIT("mp_fit", "--mp-fit"),
    /** Spectra of permuted matrices, {@link Randomised}. */
    RANDOMIZE("randomize", "--randomize"),
    /** With {@link #RANDOMIZE}, in corrected mode: traps without the whole permuted spectra, {@link TrapSearch}. */
    TRAPS_FAST("traps_fast", "--traps fast"),
    /** The exponents of TempBalance and AlphaPruning, {@link Hill}. */
    HILL("hill", "--hill"),
    /** Exponents of windows of fixed aspect ratio, {@link Farms}. */
    FARMS("farms", "--farms"),
    /** The effective correlation space, phase and quality, {@link LayerTheory}. */
    SETOL("setol", "--setol"),
    /** How the eigenvectors are spread, {@link VectorStudy}. */
    VECTORS("vectors", "--vectors"),
    /** How the gaps between eigenvalues vary, {@link LevelStatistics}. */
    DELTA_ES("deltas", "--delta-es"),
    /** The spectrum of the inverse in place of the spectrum. */
    INVERSE("inverse", "--inverse"),
    /** Weights divided by Glorot and Bengio's standard deviation. */
    GLOROT_FIX("glorot_fix", "--glorot-fix"),
    /** All layers stacked into one matrix, in place of the layers. */
    STACKED("stacked", "--stacked"),
    /** Products of each layer and the next, in place of the layers. */
    INTRA("intra", "--intra"),
    /** With {@link #INTRA}: half of what is between the two layers left out at random. */
    SPARSIFY("sparsify", "--intra"),
    /** Two-dimensional convolutions as the linear maps they are, in place of their slices. */
    CONV2D_FFT("conv2d_fft", "--conv2d-fft");

    private final String label;
    private final String option;

    Extra(String label, String option) {
        this.label = label;
        this.option = option;
    }

    /** As reports spell it, WeightWatcher's name where it has one. */
    public String label() {
        return label;
    }

    /** As a user asks for it, who is told by this name what does not go together. */
    public String option() {
        return option;
    }
}
