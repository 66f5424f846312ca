package org.setol.analysis.report;

import org.setol.spectra.metrics.Finding;

/** The layer's weights are those of its base, all of them. */
public record Unchanged() implements Finding {

    @Override
    public String reason() {
        return "equal to the base";
    }
}
