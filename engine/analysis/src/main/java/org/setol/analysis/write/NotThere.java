package org.setol.analysis.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.spectra.fit.TruncatedFit;
import org.setol.spectra.metrics.LayerTheory;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.setol.QualitySeries;
import org.setol.spectra.setol.SetolReading;

/**
 * Why a JSON row has nulls although nothing failed: numbers that its layer has no use for. For eyes, to whom an empty cell says
 * as much, these would be noise.
 */
final class NotThere {

    private NotThere() {}

    /** The row's own reason and these, in one line; empty when nothing is null. */
    static String reasons(LayerReport row) {
        List<String> reasons = new ArrayList<>();
        if (!row.reason().isEmpty()) {
            reasons.add(row.reason());
        }
        if (row.outcome() instanceof Measured measured
                && measured.metrics().norms().norm() != 0) {
            ofTail(measured.metrics(), reasons);
            measured.metrics()
                    .find(LayerTheory.class)
                    .flatMap(LayerTheory::reading)
                    .ifPresent(reading -> {
                        ofSeries("", reading.standardised(), reasons);
                        ofSeries("_raw", reading.plain(), reasons);
                        ofModels(reading, reasons);
                    });
        }
        return String.join("; ", reasons);
    }

    private static void ofTail(SpectralMetrics metrics, List<String> reasons) {
        if (metrics.tail().outcome() instanceof TruncatedFit) {
            reasons.add("sigma: none is known of a truncated power law");
        }
        boolean single = metrics.tail()
                .study()
                .stability()
                .filter(found -> found.second().isEmpty())
                .isPresent();
        if (single) {
            reasons.add("alpha_2: D has no second minimum");
        }
    }

    private static void ofSeries(String suffix, Optional<QualitySeries> series, List<String> reasons) {
        series.filter(QualitySeries::converged)
                .ifPresent(found -> reasons.add("Q2_low" + suffix + ": the series converges, no bracket is needed"));
        series.filter(found -> Double.isNaN(found.ratio()))
                .ifPresent(found -> reasons.add("Q2_ratio" + suffix + ": the last terms vanish"));
    }

    /** Of the power law between xmin and the largest eigenvalue. */
    private static void ofModels(SetolReading reading, List<String> reasons) {
        if (reading.powerLaw().isPresent() && reading.bounded().isEmpty()) {
            reasons.add("log_quality_tpl: no plain power law of some length was fitted");
        }
        reading.models()
                .filter(models -> reading.bounded().isPresent() && Double.isNaN(models.boundedPowerLaw()))
                .ifPresent(models -> reasons.add("log_quality_tpl: the integral has no value"));
    }
}
