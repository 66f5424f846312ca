package org.setol.analysis;

import java.util.Optional;
import org.setol.models.layers.LayerRules;
import org.setol.spectra.metrics.MetricsOptions;

/**
 * What to analyse and how. Immutable; start from {@link #defaults()}.
 *
 * @param rules which tensors are analysed
 * @param metrics which numbers, and whose
 * @param backend a backend by name, or empty for the automatic choice
 * @param precision precision of the decompositions
 * @param threads threads in all, at least 1
 * @param memoryBytes most memory that matrices and workspaces may hold at a time
 */
public record AnalysisOptions(
        LayerRules rules,
        MetricsOptions metrics,
        Optional<String> backend,
        PrecisionChoice precision,
        int threads,
        long memoryBytes) {

    public AnalysisOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("memory must be positive, not " + memoryBytes);
        }
    }

    /** Every layer of at least 10 eigenvalues, compat numbers, all cores, half of the machine's memory. */
    public static AnalysisOptions defaults() {
        return new AnalysisOptions(
                LayerRules.defaults(),
                MetricsOptions.BASE,
                Optional.empty(),
                PrecisionChoice.AUTO,
                Runtime.getRuntime().availableProcessors(),
                PhysicalMemory.bytes() / 2);
    }

    public AnalysisOptions withRules(LayerRules changed) {
        return new AnalysisOptions(changed, metrics, backend, precision, threads, memoryBytes);
    }

    public AnalysisOptions withMetrics(MetricsOptions changed) {
        return new AnalysisOptions(rules, changed, backend, precision, threads, memoryBytes);
    }

    /** Exactly this backend: an error where it is unavailable. */
    public AnalysisOptions withBackend(String name) {
        return new AnalysisOptions(rules, metrics, Optional.of(name), precision, threads, memoryBytes);
    }

    public AnalysisOptions withPrecision(PrecisionChoice changed) {
        return new AnalysisOptions(rules, metrics, backend, changed, threads, memoryBytes);
    }

    public AnalysisOptions withThreads(int changed) {
        return new AnalysisOptions(rules, metrics, backend, precision, changed, memoryBytes);
    }

    public AnalysisOptions withMemoryBytes(long changed) {
        return new AnalysisOptions(rules, metrics, backend, precision, threads, changed);
    }
}
