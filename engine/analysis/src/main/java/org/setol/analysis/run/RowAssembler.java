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
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.Randomised;
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
        int count = row.slices().size();
        Optional<String> failure = failure(count, slices);
        if (failure.isPresent()) {
            return new LayerOutcome.Failed(failure.get());
        }
        List<SpectrumResult> results =
                slices.stream().map(slice -> (SpectrumResult) slice.outcome()).toList();
        List<SpectrumResult> own = results.subList(0, count);
        MetricsMode mode = options.metrics().mode();
        Esd esd = Esd.pool(values(own), row.layer().rows(), row.layer().cols(), row.scale(), mode);
        SpectralMetrics metrics = SpectralMetrics.of(esd, metrics(row.layer()));
        if (!row.permuted().isEmpty()) {
            List<List<double[]>> replicas = replicas(results.subList(count, results.size()), count);
            metrics = metrics.with(Randomised.of(esd, replicas, row.scale(), mode));
        }
        return new LayerOutcome.Measured(metrics, Provenance.of(own));
    }

    private MetricsOptions metrics(LayerIdentity layer) {
        long key = ((long) layer.layerId() << Integer.SIZE) + layer.sliceId().orElse(-1) + 1;
        return options.metrics().forLayer(key, options.threads() > 1);
    }

    private static List<double[]> values(List<SpectrumResult> results) {
        return results.stream().map(SpectrumResult::singularValues).toList();
    }

    private static List<List<double[]>> replicas(List<SpectrumResult> permuted, int slices) {
        List<List<double[]>> replicas = new ArrayList<>();
        for (int from = 0; from < permuted.size(); from += slices) {
            replicas.add(values(permuted.subList(from, from + slices)));
        }
        return replicas;
    }

    /** Of the layer's own matrices, or, when they are well, of their permutations. */
    private static Optional<String> failure(int count, List<SliceOutcome> slices) {
        List<String> own = failures(slices.subList(0, count));
        if (!own.isEmpty()) {
            return Optional.of(String.join("; ", own));
        }
        List<String> permuted = failures(slices.subList(count, slices.size()));
        return permuted.isEmpty() ? Optional.empty() : Optional.of("permuted: " + String.join("; ", permuted));
    }

    private static List<String> failures(List<SliceOutcome> slices) {
        List<String> reasons = new ArrayList<>();
        for (int slice = 0; slice < slices.size(); slice++) {
            if (slices.get(slice).outcome() instanceof SpectrumFailure failed) {
                reasons.add(slices.size() == 1 ? failed.detail() : "slice " + slice + ": " + failed.detail());
            }
        }
        return reasons;
    }
}
