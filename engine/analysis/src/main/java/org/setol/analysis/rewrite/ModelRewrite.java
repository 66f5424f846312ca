package org.setol.analysis.rewrite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Progress;
import org.setol.analysis.report.CoverageEntry;
import org.setol.analysis.report.LayerChange;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.report.RewriteReport;
import org.setol.analysis.run.MemoryGate;
import org.setol.analysis.run.ThreadShares;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.ModelPages;
import org.setol.models.ModelWriter;
import org.setol.models.Quoted;
import org.setol.models.Tensor;
import org.setol.models.TensorSpec;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.Skipped;
import org.setol.models.safetensors.SafetensorsWriter;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.VectorBackends;
import org.setol.spectra.directions.Projection;
import org.setol.spectra.metrics.MetricsMode;

/**
 * Writes a model anew: tensors in their order, layers changed, everything else byte for byte as it was. Memory: the budget
 * for matrices, and the results of one layer more than there are threads; the model stays mapped.
 */
public final class ModelRewrite {

    private static final String SAFETENSORS = "safetensors";
    private static final String TORCH = "pytorch";

    /** What an index says of all shards together: not true of a file whose types have changed. */
    private static final String TOTAL = "total_size";

    private final ModelFile model;
    private final Path target;
    private final LayerPlan plan;
    private final ModelPages pages;
    private final LayerCutter cutter;
    private final Rewriting rewriting;
    private final AnalysisOptions options;
    private final Progress progress;
    private final List<LayerChange> changes = new ArrayList<>();

    private ModelRewrite(
            ModelFile model,
            Path target,
            Rewriting rewriting,
            StoredAs storage,
            AnalysisOptions options,
            BackendRegistry backends,
            Progress progress) {
        this.model = model;
        this.target = target;
        this.rewriting = rewriting;
        this.options = options;
        this.progress = progress;
        this.plan = LayerPlan.of(model.contents(), options.rules());
        this.pages = new ModelPages(model.contents().files());
        Decomposer decomposer = new Decomposer(
                options, VectorBackends.load(), new BackendSelector(backends), ThreadShares.of(plan.layers(), options));
        this.cutter = new LayerCutter(
                decomposer,
                planner(decomposer),
                new Projection(MatrixProducts.best()),
                storage,
                MemoryGate.of(options),
                pages);
    }

    private DirectionPlanner planner(Decomposer decomposer) {
        MetricsMode mode = options.metrics().mode();
        return switch (rewriting) {
            case Rewriting.Keep keep -> new KeepPlanner(decomposer, keep, mode);
            case Rewriting.Sharpen sharpen ->
                new TrapPlanner(
                        decomposer,
                        sharpen.fromWeights(),
                        mode,
                        options.metrics().seed());
        };
    }

    /**
     * Writes a model.
     *
     * @param model opened by the caller
     * @param target see {@link ModelTarget}
     * @return what was done
     * @throws ModelException when a tensor cannot be carried over
     * @throws IOException when the target cannot be written: what, where, remedy
     */
    public static RewriteReport execute(
            ModelFile model,
            Path target,
            Rewriting rewriting,
            StoredAs storage,
            AnalysisOptions options,
            BackendRegistry backends,
            Progress progress)
            throws ModelException, IOException, InterruptedException {
        ModelTarget.check(model, target);
        requireStorable(model);
        ModelRewrite rewrite = new ModelRewrite(model, target, rewriting, storage, options, backends, progress);
        rewrite.write();
        return rewrite.report();
    }

    private static void requireStorable(ModelFile model) throws ModelException {
        Set<String> names = new HashSet<>();
        for (Tensor tensor : model.contents().tensors()) {
            names.add(tensor.name());
            if (!SafetensorsWriter.canStore(tensor.elementType())) {
                throw cannotKeep(model, tensor.name(), tensor.elementType().label(), "a type that safetensors lacks");
            }
        }
        for (Unread unread : model.contents().unread()) {
            // A shard's tensor that the index places elsewhere is there already.
            if (!names.contains(unread.name())) {
                throw cannotKeep(model, unread.name(), unread.type(), unread.reason());
            }
        }
    }

    private static ModelException cannotKeep(ModelFile model, String tensor, String type, String reason) {
        return new ModelException.Unsupported(
                model.path(),
                "tensor " + Quoted.of(tensor) + " (" + Quoted.oneLine(type) + ") cannot be carried over: " + reason,
                "a model is written whole or not at all; save it without that tensor");
    }

    private void write() throws IOException, InterruptedException {
        List<Layer> layers = plan.layers();
        double total = layers.stream().mapToDouble(ModelRewrite::cost).sum();
        progress.started(model.path().toString(), layers.size(), total);
        try (ModelWriter writer = ModelTarget.open(model, target, specs(), metadata(model.contents()));
                LookAhead ahead = new LookAhead(cutter, layers, options.threads())) {
            for (int i = 0; i < model.contents().tensors().size(); i++) {
                Tensor tensor = model.contents().tensors().get(i);
                if (plan.decisions().get(i) instanceof Layer layer) {
                    writeLayer(layer, ahead, writer);
                } else {
                    writer.write(tensor);
                }
                pages.read(tensor.bytes());
            }
            writer.commit();
        } finally {
            progress.ended();
        }
    }

    private void writeLayer(Layer layer, LookAhead ahead, ModelWriter writer) throws IOException, InterruptedException {
        try (RewrittenLayer rewritten = ahead.next()) {
            if (rewritten.bytes().isPresent()) {
                writer.write(rewritten.bytes().get());
            } else {
                writer.write(layer.tensor());
            }
            changes.add(rewritten.change());
            progress.finished(LayerIdentity.of(layer), cost(layer));
        }
    }

    /** In file order; a plan's decisions about what could not be mapped come behind them. */
    private List<TensorSpec> specs() {
        List<TensorSpec> specs = new ArrayList<>();
        for (int i = 0; i < model.contents().tensors().size(); i++) {
            TensorSpec spec = TensorSpec.of(model.contents().tensors().get(i));
            specs.add(plan.decisions().get(i) instanceof Layer layer ? spec.as(cutter.storedAs(layer)) : spec);
        }
        return specs;
    }

    /** The notes of safetensors as they are; PyTorch's parameters are told apart by the note that its users' loaders want. */
    private static Map<String, String> metadata(ModelContents contents) {
        return switch (contents.format()) {
            case SAFETENSORS -> {
                Map<String, String> notes = new TreeMap<>(contents.metadata());
                notes.remove(TOTAL);
                yield notes;
            }
            case TORCH -> Map.of("format", "pt");
            default -> Map.of();
        };
    }

    /** Operations of a decomposition with vectors, nearly. */
    private static double cost(Layer layer) {
        double shorter = layer.M();
        return layer.rf() * (4.0 * layer.N() * shorter * shorter + 8 * shorter * shorter * shorter);
    }

    private RewriteReport report() {
        return new RewriteReport(
                rewriting.command(),
                rewriting.label(),
                options.metrics().mode().label(),
                options.metrics().seed(),
                model.path().toString(),
                model.contents().format(),
                target.toString(),
                changes,
                plan.decisions().stream().flatMap(d -> skipped(d).stream()).toList());
    }

    private static Optional<CoverageEntry> skipped(LayerDecision decision) {
        return decision instanceof Skipped ? Optional.of(CoverageEntry.of(decision)) : Optional.empty();
    }
}
