package org.setol.analysis;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.ModelPages;
import org.setol.models.Models;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerRules;
import org.setol.models.lora.Adapter;
import org.setol.models.lora.AdapterFolder;
import org.setol.models.lora.AdapterPlans;
import org.setol.models.pairs.Differences;
import org.setol.models.pairs.LayerPairs;

/** What is analysed: a model, with an adapter added, with a base subtracted; or an adapter. Owns all that is mapped. */
final class Subject implements AutoCloseable {

    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final Set<MappedFile> files = new HashSet<>();
    private String format = "";
    private long unpackedBytes;
    private LayerPlan plan = new LayerPlan(List.of());
    private Supplier<LayerPlan> everything = () -> plan;

    private Subject() {}

    /** A model, with what the options add and subtract. */
    static Subject ofModel(Path model, AnalysisOptions options) throws ModelException {
        return planned(subject -> subject.planModel(model, options));
    }

    /** The options' adapter alone, checked against the options' base when there is one. */
    static Subject ofAdapter(AnalysisOptions options) throws ModelException {
        return planned(subject -> subject.planAdapter(options));
    }

    private interface Planning {
        void plan(Subject subject) throws ModelException;
    }

    private static Subject planned(Planning planning) throws ModelException {
        Subject subject = new Subject();
        try {
            planning.plan(subject);
            return subject;
        } catch (ModelException | RuntimeException | Error e) {
            subject.close();
            throw e;
        }
    }

    private void planModel(Path model, AnalysisOptions options) throws ModelException {
        ModelContents contents = open(model, options);
        format = contents.format();
        plan = LayerPlan.of(contents, options.rules());
        everything = () -> LayerPairs.everyLayer(contents);
        if (options.lora().isPresent()) {
            plan = AdapterPlans.of(adapter(options.lora().get(), options)).merged(plan, contents);
        }
        if (options.base().isPresent()) {
            plan = Differences.of(plan, contents, open(options.base().get(), options));
        }
    }

    private void planAdapter(AnalysisOptions options) throws ModelException {
        Adapter adapter = adapter(options.lora().orElseThrow(), options);
        Optional<ModelContents> base =
                options.base().isPresent() ? Optional.of(open(options.base().get(), options)) : Optional.empty();
        format = adapter.weights().contents().format();
        AdapterPlans plans = AdapterPlans.of(adapter);
        plan = plans.products(options.rules(), base);
        everything = () -> plans.products(LayerRules.defaults().withMinEvals(1), base);
    }

    private ModelContents open(Path model, AnalysisOptions options) throws ModelException {
        ModelFile file = opened(model, options);
        closers.push(file::close);
        return file.contents();
    }

    /** Within what those before have left of the memory. */
    private ModelFile opened(Path model, AnalysisOptions options) throws ModelException {
        ModelFile file = Models.open(model, options.matrixBytes() - unpackedBytes);
        unpackedBytes += file.unpackedBytes();
        files.addAll(file.contents().files());
        return file;
    }

    private Adapter adapter(Path folder, AnalysisOptions options) throws ModelException {
        AdapterFolder found = AdapterFolder.read(folder);
        Adapter adapter = Adapter.of(found, opened(found.weights(), options));
        closers.push(adapter::close);
        return adapter;
    }

    /** What is to be done with every tensor. */
    LayerPlan plan() {
        return plan;
    }

    /** All layers there are, whatever the rules. Plans anew. */
    List<Layer> everyLayer() {
        return everything.get().layers();
    }

    /** Memory that is taken beside the mappings. */
    long unpackedBytes() {
        return unpackedBytes;
    }

    /** Of all files that are mapped. */
    ModelPages pages() {
        return new ModelPages(files);
    }

    /** Of the file with the weights. */
    String format() {
        return format;
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
