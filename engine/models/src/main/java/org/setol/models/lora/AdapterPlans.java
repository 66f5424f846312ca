package org.setol.models.lora;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.Tensor;
import org.setol.models.layers.Factor;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerRules;
import org.setol.models.layers.Skipped;
import org.setol.spectra.source.LowRankProduct;
import org.setol.spectra.source.ProductCore;

/**
 * What is analysed of an adapter: its products alone, or the model with them added. Every tensor of the adapter appears
 * once in a plan, and every layer of a base that is given.
 */
public final class AdapterPlans {

    private final Adapter adapter;
    private final Map<LoraModule, Update> updates = new LinkedHashMap<>();

    private AdapterPlans(Adapter adapter) throws ModelException {
        this.adapter = adapter;
        for (LoraModule module : adapter.modules()) {
            updates.put(module, Update.of(module, adapter.config()));
        }
    }

    /** Of an adapter; reads its factors once. */
    public static AdapterPlans of(Adapter adapter) throws ModelException {
        return new AdapterPlans(adapter);
    }

    /**
     * One layer for each module: scale * B * A, through its core, so that a layer has min(r, M) eigenvalues a slice, those
     * that can differ from zero. The exact zeros, M - r of them, are no part of the spectrum.
     *
     * @param rules which of them are wanted; limits on eigenvalues count those of the core
     * @param base the model that the adapter is for, when the products shall be checked against it
     */
    public LayerPlan products(LayerRules rules, Optional<ModelContents> base) {
        Optional<Placement> placement = base.map(contents -> Placement.of(updates, contents, "the base"));
        Map<String, LayerDecision> ofTensor = new HashMap<>();
        int id = 0;
        for (Map.Entry<LoraModule, Update> entry : updates.entrySet()) {
            LoraModule module = entry.getKey();
            LayerDecision decision = switch (placed(entry, placement)) {
                case Update.Unknown unknown -> Skipped.of(module.shown(), unknown.reason());
                case Update.Products products -> product(id, module, products, rules);
            };
            id++;
            module.a().ifPresent(a -> ofTensor.put(a.name(), beside(decision, a)));
            ofTensor.put(module.shown().name(), decision);
        }
        List<LayerDecision> decisions = new ArrayList<>();
        for (Tensor tensor : adapter.weights().contents().tensors()) {
            decisions.add(ofTensor.getOrDefault(tensor.name(), other(tensor)));
        }
        adapter.weights().contents().unread().forEach(unread -> decisions.add(Skipped.of(unread)));
        placement.ifPresent(p ->
                p.untouched().forEach(layer -> decisions.add(Skipped.of(layer.tensor(), "no update in the adapter"))));
        return new LayerPlan(decisions);
    }

    private static Update placed(Map.Entry<LoraModule, Update> entry, Optional<Placement> placement) {
        return placement.map(p -> p.of(entry.getKey())).orElse(entry.getValue());
    }

    private static LayerDecision product(int id, LoraModule module, Update.Products products, LayerRules rules) {
        LowRankProduct first = products.slices().getFirst();
        List<ProductCore> cores =
                products.slices().stream().map(LowRankProduct::core).toList();
        Layer layer = new Layer(
                id,
                module.name(),
                module.name(),
                products.type(),
                module.shown(),
                cores,
                Math.max(first.rows(), first.cols()),
                Math.min(first.rows(), first.cols()),
                cores.size());
        long evals = (long) products.rank() * (rules.pool() ? cores.size() : 1);
        return rules.objection(layer, evals)
                .<LayerDecision>map(reason -> Skipped.of(module.shown(), reason))
                .orElse(layer);
    }

    /** The other factor shares what became of the one that stands for both. */
    private static LayerDecision beside(LayerDecision decision, Tensor factor) {
        return decision instanceof Skipped skipped ? Skipped.of(factor, skipped.reason()) : Factor.of(factor);
    }

    private static Skipped other(Tensor tensor) {
        return Skipped.of(
                tensor,
                tensor.order() < 2 ? "1-D: bias, scale or magnitude" : "a whole weight that the adapter replaces");
    }

    /**
     * A model with the products added: W + scale * B * A where the adapter has an update, W elsewhere. Layers whose update
     * is not known, or that the adapter replaces whole, are skipped with the reason.
     *
     * @param plan the model's, by the rules it is analysed with
     * @param model what it was made from
     * @throws ModelException.Unsupported when the adapter belongs to a base of changed weights
     */
    public LayerPlan merged(LayerPlan plan, ModelContents model) throws ModelException {
        if (!adapter.config().leavesTheBase()) {
            throw new ModelException.Unsupported(
                    adapter.weights().path(),
                    "was initialised by " + adapter.config().initialisation()
                            + ", which changes the base's weights too",
                    "convert it with save_pretrained's path_initial_model_for_weight_conversion, or leave MODEL out");
        }
        Placement placement = Placement.of(updates, model, "the model");
        List<LayerDecision> decisions = new ArrayList<>();
        for (LayerDecision decision : plan.decisions()) {
            decisions.add(decision instanceof Layer layer ? placement.merged(layer, replaced()) : decision);
        }
        for (Map.Entry<LoraModule, Update> entry : updates.entrySet()) {
            LoraModule module = entry.getKey();
            Update update = placement.of(module);
            module.a().ifPresent(a -> decisions.add(part(update, a)));
            module.b().ifPresent(b -> decisions.add(part(update, b)));
        }
        adapter.others().forEach(tensor -> decisions.add(other(tensor)));
        return new LayerPlan(decisions);
    }

    private static LayerDecision part(Update update, Tensor factor) {
        return update instanceof Update.Unknown unknown ? Skipped.of(factor, unknown.reason()) : Factor.of(factor);
    }

    /** Modules whose whole weight is in the adapter. */
    private List<String> replaced() {
        return adapter.others()
                .filter(tensor -> tensor.order() >= 2)
                .map(tensor -> FactorName.withoutPrefix(tensor.name()).replace(".modules_to_save.", "."))
                .toList();
    }
}
