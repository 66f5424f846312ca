package org.setol.analysis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.setol.models.layers.LayerRules;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsOptions;

/**
 * What to analyse and how. Immutable; start from {@link #defaults()}.
 *
 * @param rules which tensors are analysed
 * @param metrics which numbers, and whose
 * @param backend a backend by name, or empty for the automatic choice
 * @param precision precision of the decompositions
 * @param threads threads in all, at least 1
 * @param memoryBytes peak resident memory that the process is to keep to, see {@link #matrixBytes}
 * @param base a model whose weights are subtracted
 * @param lora a low-rank adapter that is added, or analysed alone
 */
public record AnalysisOptions(
        LayerRules rules,
        MetricsOptions metrics,
        Optional<String> backend,
        PrecisionChoice precision,
        int threads,
        long memoryBytes,
        Optional<Path> base,
        Optional<Path> lora) {

    /** What the eigenvalues that are not zero tell by themselves. */
    private static final Set<Extra> OF_EIGENVALUES = Set.of(Extra.DET_X, Extra.HILL, Extra.DELTA_ES);

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
                PhysicalMemory.bytes() / 2,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Most memory that matrices, workspaces and pages of weights may hold at a time: what {@link ProcessMemory} leaves. An
     * application that holds more itself adds that to {@link #memoryBytes}.
     */
    public long matrixBytes() {
        return Math.max(0, memoryBytes - ProcessMemory.BYTES);
    }

    public AnalysisOptions withRules(LayerRules changed) {
        return new AnalysisOptions(changed, metrics, backend, precision, threads, memoryBytes, base, lora);
    }

    public AnalysisOptions withMetrics(MetricsOptions changed) {
        return new AnalysisOptions(rules, changed, backend, precision, threads, memoryBytes, base, lora);
    }

    /** Exactly this backend: an error where it is unavailable. */
    public AnalysisOptions withBackend(String name) {
        return new AnalysisOptions(rules, metrics, Optional.of(name), precision, threads, memoryBytes, base, lora);
    }

    public AnalysisOptions withPrecision(PrecisionChoice changed) {
        return new AnalysisOptions(rules, metrics, backend, changed, threads, memoryBytes, base, lora);
    }

    public AnalysisOptions withThreads(int changed) {
        return new AnalysisOptions(rules, metrics, backend, precision, changed, memoryBytes, base, lora);
    }

    public AnalysisOptions withMemoryBytes(long changed) {
        return new AnalysisOptions(rules, metrics, backend, precision, threads, changed, base, lora);
    }

    /** The difference from this model is analysed: W - W_base. */
    public AnalysisOptions withBase(Path model) {
        return new AnalysisOptions(rules, metrics, backend, precision, threads, memoryBytes, Optional.of(model), lora);
    }

    /** This adapter is added to the model: W + alpha / r B A; or analysed alone, see {@link Setol#analyzeAdapter}. */
    public AnalysisOptions withLora(Path folder) {
        return new AnalysisOptions(rules, metrics, backend, precision, threads, memoryBytes, base, Optional.of(folder));
    }

    /** What of this cannot be had of an adapter alone, whose products are not formed; empty when all can. */
    public Optional<String> adapterObjection() {
        List<String> needingElements = metrics.extras().stream()
                .filter(extra -> !OF_EIGENVALUES.contains(extra))
                .map(Extra::option)
                .distinct()
                .toList();
        return needingElements.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", needingElements)
                        + " would need the elements of an adapter's products, which are not formed;"
                        + " analyse the model with the adapter added instead");
    }
}
