package org.setol.analysis.report;

import org.setol.spectra.metrics.SpectralMetrics;

/** What came of a layer: numbers with their origin, or the reason why there are none. */
public sealed interface LayerOutcome {

    /** Numbers. */
    record Measured(SpectralMetrics metrics, Provenance provenance) implements LayerOutcome {}

    /** None, and why: weights that are not numbers, too little memory, no convergence. */
    record Failed(String reason) implements LayerOutcome {}
}
