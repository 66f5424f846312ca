package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.report.LayerOutcome;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.Provenance;
import org.setol.analysis.report.Seconds;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.SpectralMetrics;

/** Makes a row of the report from the spectra of its matrices. */
final class RowAssembler {

    private static final double NANO = 1e-9;

    private final AnalysisOptions options;

    RowAssembler(AnalysisOptions options) {
        this.options = options;
    }

    LayerReport assemble(RowPlan row, List<SliceOutcome> slices) {
        long start = System.nanoTime();
        LayerOutcome outcome = outcome(row, slices);
        long fit = System.nanoTime() - start;
        double read = slices.stream().mapToLong(SliceOutcome::readNanos).sum() * NANO;
        double spectrum = slices.stream().mapToLong(SliceOutcome::spectrumNanos).sum() * NANO;
        return new LayerReport(row.layer(), outcome, new Seconds(read, spectrum, fit * NANO));
    }

    private LayerOutcome outcome(RowPlan row, List<SliceOutcome> slices) {
        Optional<String> failure = failure(slices);
        if (failure.isPresent()) {
            return new LayerOutcome.Failed(failure.get());
        }
        List<SpectrumResult> results =
                slices.stream().map(slice -> (SpectrumResult) slice.outcome()).toList();
        List<double[]> values =
                results.stream().map(SpectrumResult::singularValues).toList();
        Esd esd = Esd.pool(
                values,
                row.layer().rows(),
                row.layer().cols(),
                row.scale(),
                options.metrics().mode());
        SpectralMetrics metrics = SpectralMetrics.of(esd, metrics(row.layer()));
        return new LayerOutcome.Measured(metrics, Provenance.of(results));
    }

    private MetricsOptions metrics(LayerIdentity layer) {
        long key = ((long) layer.layerId() << Integer.SIZE) + layer.sliceId().orElse(-1) + 1;
        return options.metrics().forLayer(key, options.threads() > 1);
    }

    private static Optional<String> failure(List<SliceOutcome> slices) {
        List<String> reasons = new ArrayList<>();
        for (int slice = 0; slice < slices.size(); slice++) {
            if (slices.get(slice).outcome() instanceof SpectrumFailure failed) {
                reasons.add(slices.size() == 1 ? failed.detail() : "slice " + slice + ": " + failed.detail());
            }
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }
}
