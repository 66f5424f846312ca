package org.setol.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.setol.analysis.pair.DistanceMethod;
import org.setol.analysis.pair.DistanceReport;
import org.setol.analysis.pair.DistanceRun;
import org.setol.analysis.pair.ModelComparison;
import org.setol.analysis.report.CoverageEntry;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.Machine;
import org.setol.analysis.report.ModelDescription;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.report.RewriteReport;
import org.setol.analysis.report.Summary;
import org.setol.analysis.rewrite.ModelRewrite;
import org.setol.analysis.rewrite.Rewriting;
import org.setol.analysis.rewrite.StoredAs;
import org.setol.analysis.run.AnalysisPlan;
import org.setol.analysis.run.AnalysisRun;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.ModelPages;
import org.setol.models.Models;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerFilter;
import org.setol.models.layers.LayerPattern;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerRules;
import org.setol.models.pairs.LayerPairs;
import org.setol.models.pairs.LayerPairs.Paired;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;

/**
 * The front door:
 *
 * {@snippet :
 * try (Setol setol = Setol.open()) {
 *     ModelReport report = setol.analyze(Path.of("model.safetensors"));
 * }
 * }
 *
 * <p>Safe for use by several threads; each call uses the options' threads and memory for itself.
 */
public final class Setol implements AutoCloseable {

    private final AnalysisOptions options;
    private final BackendRegistry registry;

    private Setol(AnalysisOptions options, BackendRegistry registry) {
        this.options = options;
        this.registry = registry;
    }

    /** With {@link AnalysisOptions#defaults()}. */
    public static Setol open() {
        return open(AnalysisOptions.defaults());
    }

    /**
     * With the backends on the class path.
     *
     * @throws org.setol.spectra.backend.BackendUnavailableException when the options name a backend that cannot run here
     */
    public static Setol open(AnalysisOptions options) {
        BackendRegistry registry = BackendRegistry.load();
        options.backend().ifPresent(registry::require);
        return new Setol(options, registry);
    }

    /** All backends, available or not. */
    public BackendRegistry backends() {
        return registry;
    }

    /** Analyses a model and says nothing until it is done. */
    public ModelReport analyze(Path model) throws ModelException, InterruptedException {
        return analyze(model, Progress.SILENT);
    }

    /**
     * Analyses every weight matrix that the options ask for.
     *
     * @param model a file, a folder in Hugging Face layout or a sharded index
     * @throws ModelException when the model cannot be read: what, where, remedy
     * @throws InterruptedException when the calling thread is interrupted
     */
    public ModelReport analyze(Path model, Progress progress) throws ModelException, InterruptedException {
        return analyze(model, options, progress);
    }

    private ModelReport analyze(Path model, AnalysisOptions asked, Progress progress)
            throws ModelException, InterruptedException {
        try (Subject subject = Subject.ofModel(model, asked)) {
            return report(model, subject, asked, progress);
        }
    }

    /**
     * Analyses the updates of the options' adapter alone: {@code alpha / r B A} for each module, of which only the factors
     * are read. A base among the options is not subtracted, since the updates are what the adapter adds to it; they are
     * checked against it.
     *
     * @throws ModelException when the adapter or the base cannot be read: what, where, remedy
     * @throws IllegalArgumentException when there is no adapter, or something is asked that needs the products' elements
     */
    public ModelReport analyzeAdapter(Progress progress) throws ModelException, InterruptedException {
        Path adapter = options.lora().orElseThrow(() -> new IllegalArgumentException("no adapter is named"));
        options.adapterObjection().ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        try (Subject subject = Subject.ofAdapter(options)) {
            return report(adapter, subject, options, progress);
        }
    }

    private ModelReport report(Path model, Subject subject, AnalysisOptions asked, Progress progress)
            throws InterruptedException {
        LayerPlan layers = subject.plan();
        // Where nothing is left that is told anyway.
        if (!layers.layers().isEmpty()) {
            UnmatchedPatterns.tell(asked.rules().filter(), subject::everyLayer, progress);
        }
        AnalysisOptions left = asked.withMemoryBytes(asked.memoryBytes() - subject.unpackedBytes());
        AnalysisPlan plan = AnalysisPlan.of(layers.layers(), left, new BackendSelector(registry));
        String unpacked = subject.unpackedBytes() == 0
                ? ""
                : ", beside " + Math.ceilDiv(subject.unpackedBytes(), 1 << 20) + " MiB of numbers that were packed";
        List<LayerReport> reports = execute(model, plan, subject.pages(), unpacked, left, progress);
        return new ModelReport(
                model.toString(),
                subject.format(),
                asked,
                Machine.current(registry, backends(reports)),
                Summary.of(reports),
                reports,
                coverage(layers, reports, asked));
    }

    /** Of pairs and stacks, no row is about one tensor. */
    private static List<CoverageEntry> coverage(LayerPlan plan, List<LayerReport> rows, AnalysisOptions asked) {
        Map<Integer, List<LayerReport>> own = ModelReport.areRowsLayers(asked)
                ? rows.stream().collect(Collectors.groupingBy(row -> row.layer().layerId()))
                : Map.of();
        return plan.decisions().stream()
                .map(decision -> CoverageEntry.of(
                        decision,
                        decision instanceof Layer layer ? own.getOrDefault(layer.layerId(), List.of()) : List.of()))
                .toList();
    }

    private static List<String> backends(List<LayerReport> reports) {
        return reports.stream()
                .map(LayerReport::outcome)
                .filter(Measured.class::isInstance)
                .flatMap(outcome -> ((Measured) outcome).provenance().backends())
                .distinct()
                .toList();
    }

    /**
     * How far apart the weights of two models are, layer by layer; layers are paired by name whatever the formats.
     *
     * @param method WeightWatcher's raw, euclidean or cka
     * @throws ModelException when one of them cannot be read: what, where, remedy
     */
    public DistanceReport distances(Path left, Path right, DistanceMethod method)
            throws ModelException, InterruptedException {
        return distances(left, right, method, Progress.SILENT);
    }

    /** The same, with warnings told. */
    public DistanceReport distances(Path left, Path right, DistanceMethod method, Progress progress)
            throws ModelException, InterruptedException {
        try (ModelFile a = Models.open(left, options.matrixBytes());
                ModelFile b = Models.open(right, options.matrixBytes() - a.unpackedBytes())) {
            tellUnmatched(a, progress);
            return new DistanceReport(
                    left.toString(),
                    a.contents().format(),
                    right.toString(),
                    b.contents().format(),
                    method,
                    options.metrics().mode(),
                    DistanceRun.execute(a.contents(), b.contents(), pages(a, b), method, options));
        }
    }

    /**
     * Analyses two models and puts their numbers side by side; layers are paired by name whatever the formats. A filter on
     * layers is one on A's: of B their partners are analysed.
     *
     * @throws ModelException when one of them cannot be read: what, where, remedy
     */
    public ModelComparison compare(Path left, Path right, Progress progress)
            throws ModelException, InterruptedException {
        LayerPairs pairs;
        try (ModelFile a = Models.open(left, options.matrixBytes());
                ModelFile b = Models.open(right, options.matrixBytes() - a.unpackedBytes())) {
            pairs = LayerPairs.of(a.contents(), b.contents(), "B");
        }
        ModelReport leftReport = analyze(left, options, progress);
        ModelReport rightReport = analyze(right, options.withRules(partners(pairs, leftReport)), progress);
        return ModelComparison.of(leftReport, rightReport, pairs);
    }

    private LayerRules partners(LayerPairs pairs, ModelReport report) {
        LayerRules rules = options.rules();
        if (rules.filter().equals(LayerFilter.ALL)) {
            return rules;
        }
        Set<Integer> wanted =
                report.layers().stream().map(row -> row.layer().layerId()).collect(Collectors.toSet());
        List<LayerPattern> partners = pairs.lefts().stream()
                .filter(Paired.class::isInstance)
                .map(Paired.class::cast)
                .filter(pair -> wanted.contains(pair.left().layerId()))
                .<LayerPattern>map(pair -> new LayerPattern.Ids(
                        pair.right().layerId(), pair.right().layerId()))
                .toList();
        // No partner at all is none, not all, which an empty list would mean.
        List<LayerPattern> nothing = List.of(new LayerPattern.Ids(-1, -1));
        return rules.withFilter(new LayerFilter(partners.isEmpty() ? nothing : partners, List.of()));
    }

    private List<LayerReport> execute(
            Path model, AnalysisPlan plan, ModelPages pages, String unpacked, AnalysisOptions asked, Progress progress)
            throws InterruptedException {
        progress.planned(plan.describe(asked) + unpacked);
        progress.started(model.toString(), plan.rows().size(), plan.cost());
        try {
            return AnalysisRun.execute(plan, pages, asked, progress);
        } finally {
            progress.ended();
        }
    }

    /** What is in a model and what {@link #analyze} would do with each tensor. Reads headers only. */
    public ModelDescription describe(Path model) throws ModelException {
        return describe(model, Progress.SILENT);
    }

    /** The same, with warnings told. */
    public ModelDescription describe(Path model, Progress progress) throws ModelException {
        try (ModelFile file = Models.open(model, options.matrixBytes())) {
            tellUnmatched(file, progress);
            LayerPlan plan = LayerPlan.of(file.contents(), options.rules());
            return ModelDescription.of(model.toString(), file.contents(), plan.decisions());
        }
    }

    /**
     * Writes a model anew without some of its layers' singular directions; all that is no layer stays byte for byte.
     *
     * @param model a file, a folder in Hugging Face layout or a sharded index
     * @param target {@code NAME.safetensors}, or a new folder; appears whole or not at all, and replaces no file of the model
     * @param storage what type changed layers are stored in
     * @return what was done, layer by layer
     * @throws ModelException when the model cannot be read or carried over
     * @throws IOException when the target cannot be written
     * @throws InterruptedException when the calling thread is interrupted
     */
    public RewriteReport rewrite(Path model, Path target, Rewriting rewriting, StoredAs storage, Progress progress)
            throws ModelException, IOException, InterruptedException {
        try (ModelFile file = Models.open(model, options.matrixBytes())) {
            tellUnmatched(file, progress);
            return ModelRewrite.execute(file, target, rewriting, storage, options, registry, progress);
        }
    }

    private static ModelPages pages(ModelFile a, ModelFile b) {
        return new ModelPages(Stream.of(a, b)
                .flatMap(file -> file.contents().files().stream())
                .toList());
    }

    private void tellUnmatched(ModelFile file, Progress progress) {
        UnmatchedPatterns.tell(
                options.rules().filter(),
                () -> LayerPairs.everyLayer(file.contents()).layers(),
                progress);
    }

    @Override
    public void close() {
        // Nothing is held open between calls; the method is there so that callers are ready when something is.
    }
}
