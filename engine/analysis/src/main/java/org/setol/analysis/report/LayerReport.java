package org.setol.analysis.report;

import org.setol.analysis.report.LayerOutcome.Failed;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.spectra.fit.NoFit;

/** One row of the report. */
public record LayerReport(LayerIdentity layer, LayerOutcome outcome, Seconds seconds) {

    /** Why numbers are missing from this row; empty when none are. */
    public String reason() {
        return switch (outcome) {
            case Failed failed -> failed.reason();
            case Measured measured ->
                measured.metrics().norms().norm() == 0
                        ? "all weights are zero"
                        : measured.metrics().tail().outcome() instanceof NoFit none ? none.reason() : "";
        };
    }
}
