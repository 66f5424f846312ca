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
import org.setol.analysis.report.Unchanged;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.Farms;
import org.setol.spectra.metrics.LevelStatistics;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.metrics.TrapSearch;

/** Makes a row of the report from the spectra of its matrices. */
final class RowAssembler {

    private static final double NANO = 1e-9;

    private final AnalysisOptions options;

    RowAssembler(AnalysisOptions options) {
        this.options = options;
    }

    LayerReport assemble(RowPlan row, List<TaskOutcome> outcomes) {
        long start = System.nanoTime();
        LayerOutcome outcome = outcome(row, Parts.of(row, outcomes));
        long fit = System.nanoTime() - start;
        double read = outcomes.stream().mapToLong(TaskOutcome::readNanos).sum() * NANO;
        double spectrum =
                outcomes.stream().mapToLong(TaskOutcome::spectrumNanos).sum() * NANO;
        return new LayerReport(row.layer(), outcome, new Seconds(read, spectrum, fit * NANO));
    }

    /** A row's outcomes by what they are of. */
    private record Parts(List<TaskOutcome> slices, List<TaskOutcome> permuted, List<TaskOutcome> windows) {

        static Parts of(RowPlan row, List<TaskOutcome> outcomes) {
            int own = row.slices().size();
            int permuted = own + row.permuted().size();
            return new Parts(
                    outcomes.subList(0, own),
                    outcomes.subList(own, permuted),
                    outcomes.subList(permuted, outcomes.size()));
        }

        /** Of the layer's own matrices, or, when they are well, of what was made from them. */
        Optional<String> failure() {
            return failure("", slices).or(() -> failure("permuted: ", permuted)).or(() -> failure("farms: ", windows));
        }

        private static Optional<String> failure(String prefix, List<TaskOutcome> outcomes) {
            List<String> reasons = new ArrayList<>();
            for (int k = 0; k < outcomes.size(); k++) {
                String place = outcomes.size() == 1 ? "" : "slice " + k + ": ";
                outcomes.get(k).failure().ifPresent(why -> reasons.add(place + why));
            }
            return reasons.isEmpty() ? Optional.empty() : Optional.of(prefix + String.join("; ", reasons));
        }
    }

    private LayerOutcome outcome(RowPlan row, Parts parts) {
        Optional<String> failure = row.refusal().or(parts::failure);
        if (failure.isPresent()) {
            return new LayerOutcome.Failed(failure.get());
        }
        List<SpectrumResult> own = results(parts.slices());
        MetricsMode mode = options.metrics().mode();
        List<double[]> values = values(own).stream().map(row.reading()::of).toList();
        Optional<Esd> found = esd(row, values);
        if (found.isEmpty()) {
            return new LayerOutcome.Failed("an eigenvalue is 0, its inverse infinite; --mode corrected leaves it out");
        }
        Esd esd = found.get();
        Optional<String> outOfRange = esd.outOfRange();
        if (outOfRange.isPresent()) {
            return new LayerOutcome.Failed(outOfRange.get());
        }
        SpectralMetrics metrics = SpectralMetrics.of(esd, metrics(row.layer()));
        if (options.metrics().wants(Extra.VECTORS)) {
            metrics = metrics.with(Vectors.study(parts.slices(), row.scale(), metrics, mode));
        }
        if (options.metrics().wants(Extra.DELTA_ES)) {
            metrics = metrics.with(levels(row, values, metrics));
        }
        if (!parts.permuted().isEmpty()) {
            metrics = metrics.with(randomised(esd, row, parts.permuted()));
        }
        if (options.metrics().wants(Extra.FARMS)) {
            metrics = metrics.with(Farms.of(row.grid(), values(results(parts.windows())), row.scale(), mode));
        }
        if (options.base().isPresent() && metrics.norms().norm() == 0) {
            metrics = metrics.with(new Unchanged());
        }
        return new LayerOutcome.Measured(metrics, Provenance.of(own));
    }

    private Optional<Esd> esd(RowPlan row, List<double[]> values) {
        int rows = row.layer().rows();
        int cols = row.layer().cols();
        MetricsMode mode = options.metrics().mode();
        return options.metrics().wants(Extra.INVERSE)
                ? Esd.inverse(values, rows, cols, row.scale(), mode)
                : Optional.of(Esd.pool(values, rows, cols, row.scale(), mode));
    }

    private LevelStatistics levels(RowPlan row, List<double[]> values, SpectralMetrics metrics) {
        List<double[]> levels = options.metrics().wants(Extra.INVERSE)
                ? Esd.inverses(
                        values,
                        metrics.esd().rows(),
                        row.scale(),
                        options.metrics().mode())
                : Esd.eigenvalues(values, row.scale());
        double xmin = metrics.tail().outcome() instanceof TailFit fit ? fit.xmin() : Double.NaN;
        return LevelStatistics.of(levels, metrics.esd().rows(), xmin);
    }

    private Randomised randomised(Esd esd, RowPlan row, List<TaskOutcome> permuted) {
        int slices = row.slices().size();
        return options.metrics().wants(Extra.TRAPS_FAST)
                ? Randomised.ofTraps(esd, replicas(found(permuted), slices), row.scale())
                : Randomised.of(
                        esd,
                        replicas(values(results(permuted)), slices),
                        row.scale(),
                        options.metrics().mode());
    }

    private MetricsOptions metrics(LayerIdentity layer) {
        long key = ((long) layer.layerId() << Integer.SIZE) + layer.sliceId().orElse(-1) + 1;
        return options.metrics().forLayer(key, options.threads() > 1);
    }

    private static List<SpectrumResult> results(List<TaskOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome instanceof TaskOutcome.Vectors vectors
                        ? vectors.outcome()
                        : (SpectrumResult) ((TaskOutcome.Slice) outcome).outcome())
                .toList();
    }

    private static List<TrapSearch.Found> found(List<TaskOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> (TrapSearch.Found) ((TaskOutcome.Traps) outcome).outcome())
                .toList();
    }

    private static List<double[]> values(List<SpectrumResult> results) {
        return results.stream().map(SpectrumResult::singularValues).toList();
    }

    private static <T> List<List<T>> replicas(List<T> permuted, int slices) {
        List<List<T>> replicas = new ArrayList<>();
        for (int from = 0; from < permuted.size(); from += slices) {
            replicas.add(permuted.subList(from, from + slices));
        }
        return replicas;
    }
}
