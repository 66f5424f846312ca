package org.setol.models.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.setol.models.ModelContents;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerRules;

/**
 * The layers of two models, paired by name (see {@link LayerName} and {@link NamePairs}). Reads no weights.
 *
 * @param lefts one for each layer of the left model, in its order
 * @param onlyRight layers of the right model without a partner, in its order
 */
public record LayerPairs(List<Match> lefts, List<Layer> onlyRight) {

    /** What became of a layer of the left model. */
    public sealed interface Match {

        /** The layer of the left model. */
        Layer left();
    }

    /** It has a partner; their shapes may still differ. */
    public record Paired(Layer left, Layer right) implements Match {}

    /** It has none, and why. */
    public record Alone(Layer left, String reason) implements Match {}

    public LayerPairs {
        lefts = List.copyOf(lefts);
        onlyRight = List.copyOf(onlyRight);
    }

    /**
     * Pairs all layers of two models: of the limits and filters that are meant for one of them none holds here, so that
     * no layer is told to be missing that was only not wanted.
     *
     * @param where the right model in messages: {@code the base}
     */
    public static LayerPairs of(ModelContents left, ModelContents right, String where) {
        List<Layer> lefts = everyLayer(left).layers();
        List<Layer> rights = everyLayer(right).layers();
        NamePairs names = NamePairs.of(names(lefts), names(rights));
        List<Match> matches = new ArrayList<>();
        for (int l = 0; l < lefts.size(); l++) {
            Layer layer = lefts.get(l);
            OptionalInt partner = names.partner(l);
            matches.add(
                    partner.isPresent()
                            ? new Paired(layer, rights.get(partner.getAsInt()))
                            : new Alone(layer, names.whyAlone(l, where)));
        }
        List<Layer> onlyRight = new ArrayList<>();
        for (int r = 0; r < rights.size(); r++) {
            if (!names.isTaken(r)) {
                onlyRight.add(rights.get(r));
            }
        }
        return new LayerPairs(matches, onlyRight);
    }

    /** All layers of a model, with the ids that they have under any rules. */
    public static LayerPlan everyLayer(ModelContents contents) {
        return LayerPlan.of(contents, LayerRules.defaults().withMinEvals(1));
    }

    private static List<LayerName> names(List<Layer> layers) {
        return layers.stream().map(layer -> LayerName.of(layer.tensor())).toList();
    }
}
