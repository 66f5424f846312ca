package org.setol.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.setol.analysis.report.CoverageEntry;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.Machine;
import org.setol.analysis.report.ModelDescription;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.report.Summary;
import org.setol.analysis.report.RewriteReport;
import org.setol.analysis.rewrite.ModelRewrite;
import org.setol.analysis.rewrite.Rewriting;
import org.setol.analysis.rewrite.StoredAs;
import org.setol.analysis.run.AnalysisPlan;
import org.setol.analysis.run.AnalysisRun;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.layers.LayerPlan;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.kernels.Kernels;

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
        try (ModelFile file = Models.open(model)) {
            LayerPlan layers = LayerPlan.of(file.contents(), options.rules());
            AnalysisPlan plan = AnalysisPlan.of(layers.layers(), options, new BackendSelector(registry));
            List<LayerReport> reports = execute(model, plan, progress);
            return new ModelReport(
                    model.toString(),
                    file.contents().format(),
                    options,
                    Machine.current(Kernels.description()),
                    Summary.of(reports),
                    reports,
                    layers.decisions().stream().map(CoverageEntry::of).toList());
        }
    }

    private List<LayerReport> execute(Path model, AnalysisPlan plan, Progress progress) throws InterruptedException {
        progress.started(model.toString(), plan.rows().size(), plan.cost());
        try {
            return AnalysisRun.execute(plan, options, progress);
        } finally {
            progress.ended();
        }
    }

    /** What is in a model and what {@link #analyze} would do with each tensor. Reads headers only. */
    public ModelDescription describe(Path model) throws ModelException {
        try (ModelFile file = Models.open(model)) {
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
    public RewriteReport rewrite(
            Path model, Path target, Rewriting rewriting, StoredAs storage, Progress progress)
            throws ModelException, IOException, InterruptedException {
        try (ModelFile file = Models.open(model)) {
            return ModelRewrite.execute(file, target, rewriting, storage, options, registry, progress);
        }
    }

    @Override
    public void close() {
        // Nothing is held open between calls; the method is there so that callers are ready when something is.
    }
}
