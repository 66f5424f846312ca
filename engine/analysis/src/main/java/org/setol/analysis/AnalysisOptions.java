package org.setol.analysis;

import java.util.Optional;
import org.setol.models.layers.LayerRules;
import org.setol.spectra.metrics.MetricsMode;

/**
 * What to analyse and how. Immutable; start from {@link #defaults()}.
 *
 * @param rules which tensors are analysed
 * @param mode whose numbers
 * @param backend a backend by name, or empty for the automatic choice
 * @param precision precision of the decompositions
 * @param threads threads in all, at least 1
 * @param memoryBytes most memory that matrices and workspaces may hold at a time
 * @param detX whether the unit-determinant tail is wanted
 */
public record AnalysisOptions(
        LayerRules rules,
        MetricsMode mode,
        Optional<String> backend,
        PrecisionChoice precision,
        int threads,
        long memoryBytes,
        boolean detX) {

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
                MetricsMode.COMPAT,
                Optional.empty(),
                PrecisionChoice.AUTO,
                Runtime.getRuntime().availableProcessors(),
                PhysicalMemory.bytes() / 2,
                false);
    }

    public AnalysisOptions withRules(LayerRules changed) {
        return new AnalysisOptions(changed, mode, backend, precision, threads, memoryBytes, detX);
    }

    public AnalysisOptions withMode(MetricsMode changed) {
        return new AnalysisOptions(rules, changed, backend, precision, threads, memoryBytes, detX);
    }

    /** Exactly this backend: an error where it is unavailable. */
    public AnalysisOptions withBackend(String name) {
        return new AnalysisOptions(rules, mode, Optional.of(name), precision, threads, memoryBytes, detX);
    }

    public AnalysisOptions withPrecision(PrecisionChoice changed) {
        return new AnalysisOptions(rules, mode, backend, changed, threads, memoryBytes, detX);
    }

    public AnalysisOptions withThreads(int changed) {
        return new AnalysisOptions(rules, mode, backend, precision, changed, memoryBytes, detX);
    }

    public AnalysisOptions withMemoryBytes(long changed) {
        return new AnalysisOptions(rules, mode, backend, precision, threads, changed, detX);
    }

    public AnalysisOptions withDetX(boolean changed) {
        return new AnalysisOptions(rules, mode, backend, precision, threads, memoryBytes, changed);
    }
}
