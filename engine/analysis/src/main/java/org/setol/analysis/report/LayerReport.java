package org.setol.analysis.report;

import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.report.LayerOutcome.Failed;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.metrics.Finding;
import org.setol.spectra.metrics.SpectralMetrics;

/** One row of the report. */
public record LayerReport(LayerIdentity layer, LayerOutcome outcome, Seconds seconds) {

    /** Why numbers are missing from this row; empty when none are. */
    public String reason() {
        return switch (outcome) {
            case Failed failed -> failed.reason();
            case Measured measured ->
                measured.metrics().norms().norm() == 0
                        ? measured.metrics()
                                .find(Unchanged.class)
                                .map(Unchanged::reason)
                                .orElse("all weights are zero")
                        : String.join("; ", missingFits(measured.metrics()));
        };
    }

    private static List<String> missingFits(SpectralMetrics metrics) {
        List<String> reasons = new ArrayList<>();
        if (metrics.tail().outcome() instanceof NoFit none) {
            reasons.add(none.reason());
        }
        metrics.findings().all().stream()
                .map(Finding::reason)
                .filter(reason -> !reason.isEmpty())
                .forEach(reasons::add);
        return reasons;
    }
}
