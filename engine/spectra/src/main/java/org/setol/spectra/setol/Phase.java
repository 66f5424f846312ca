package org.setol.spectra.setol;

/** The 5+1 phases of training (Table 1). */
public enum Phase {
    /** Nothing but a Marchenko-Pastur bulk. */
    RANDOM_LIKE("random-like"),
    /** A Marchenko-Pastur bulk and eigenvalues beyond it. */
    BULK_AND_SPIKES("bulk+spikes"),
    /** A power law of alpha &gt; 6. */
    WEAKLY_HEAVY_TAILED("weakly heavy-tailed"),
    /** A power law of 2 &le; alpha &le; 6. */
    HEAVY_TAILED("heavy-tailed"),
    /** A power law of alpha &lt; 2. */
    VERY_HEAVY_TAILED("very heavy-tailed"),
    /** Many eigenvalues are zero. */
    RANK_COLLAPSE("rank collapse");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** That of a power law. */
    static Phase ofExponent(double alpha) {
        return alpha < 2 ? VERY_HEAVY_TAILED : alpha > 6 ? WEAKLY_HEAVY_TAILED : HEAVY_TAILED;
    }
}
