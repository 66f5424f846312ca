package org.setol.models.lora;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.setol.models.ModelContents;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.Skipped;
import org.setol.models.lora.Update.Products;
import org.setol.models.lora.Update.Unknown;
import org.setol.models.pairs.Alignment;
import org.setol.models.pairs.LayerName;
import org.setol.models.pairs.LayerPairs;
import org.setol.models.pairs.NamePairs;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.source.Combination;
import org.setol.spectra.source.LowRankProduct;
import org.setol.spectra.source.RowSource;

/** Which update belongs to which layer of a model, and that they fit: by name as two models do, then by shape. */
final class Placement {

    private final Map<LoraModule, Update> updates = new HashMap<>();
    private final Map<Integer, Update> ofLayer = new HashMap<>();
    private final List<Layer> untouched = new ArrayList<>();

    private Placement() {}

    /**
     * Places updates in a model.
     *
     * @param where the model in messages
     */
    static Placement of(Map<LoraModule, Update> updates, ModelContents model, String where) {
        Placement placement = new Placement();
        List<LoraModule> modules = List.copyOf(updates.keySet());
        List<Layer> layers = LayerPairs.everyLayer(model).layers();
        NamePairs names = NamePairs.of(
                modules.stream().map(module -> LayerName.of(module.name())).toList(),
                layers.stream().map(layer -> LayerName.of(layer.tensor())).toList());
        for (int m = 0; m < modules.size(); m++) {
            LoraModule module = modules.get(m);
            Update update = updates.getOrDefault(module, new Unknown("no update"));
            OptionalInt partner = names.partner(m);
            if (partner.isPresent()) {
                Layer layer = layers.get(partner.getAsInt());
                update = update instanceof Products products ? fitted(products, layer, model.format(), where) : update;
                placement.ofLayer.put(layer.layerId(), update);
            } else if (update instanceof Products) {
                update = new Unknown(names.whyAlone(m, where));
            }
            placement.updates.put(module, update);
        }
        for (int l = 0; l < layers.size(); l++) {
            if (!names.isTaken(l)) {
                placement.untouched.add(layers.get(l));
            }
        }
        return placement;
    }

    /** The update in the layer's order of rows and columns, and of its type. */
    private static Update fitted(Products products, Layer layer, String format, String where) {
        MatrixSource slice = layer.slices().getFirst();
        LowRankProduct product = products.slices().getFirst();
        boolean same = slice.rows() == product.rows() && slice.cols() == product.cols();
        boolean exchanged = slice.rows() == product.cols() && slice.cols() == product.rows();
        if (products.slices().size() != layer.slices().size() || !(same || exchanged)) {
            return new Unknown("its product is " + products.shape() + ", " + where + " has " + layer.shapeText());
        }
        if (same && exchanged && !Alignment.PYTORCH.contains(format)) {
            return new Unknown("square, and " + format + " does not tell its rows from its columns;"
                    + " give the model as safetensors or PyTorch checkpoint");
        }
        List<LowRankProduct> slices = same
                ? products.slices()
                : products.slices().stream().map(LowRankProduct::transpose).toList();
        return new Products(layer.type(), slices);
    }

    /** A module's update as it fits, or why it does not. */
    Update of(LoraModule module) {
        return updates.getOrDefault(module, new Unknown("no update"));
    }

    /** Layers without an update. */
    List<Layer> untouched() {
        return untouched;
    }

    /** A layer with its update added. */
    LayerDecision merged(Layer layer, List<String> replaced) {
        if (replaced.contains(layer.tensorName())) {
            return Skipped.of(layer.tensor(), "the adapter replaces it whole (modules_to_save)");
        }
        return switch (Optional.ofNullable(ofLayer.get(layer.layerId())).orElse(new Unknown(""))) {
            case Unknown unknown ->
                unknown.reason().isEmpty() ? layer : Skipped.of(layer.tensor(), "its update: " + unknown.reason());
            case Products products -> {
                List<RowSource> sums = new ArrayList<>();
                for (int slice = 0; slice < products.slices().size(); slice++) {
                    sums.add(Combination.sum(
                            Alignment.stored(layer.slices().get(slice)),
                            products.slices().get(slice)));
                }
                yield layer.withSlices(sums);
            }
        };
    }
}
