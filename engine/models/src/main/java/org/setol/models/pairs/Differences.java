package org.setol.models.pairs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.setol.models.ModelContents;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.Skipped;
import org.setol.models.pairs.Alignment.Aligned;
import org.setol.models.pairs.Alignment.Misaligned;
import org.setol.models.pairs.LayerPairs.Alone;
import org.setol.models.pairs.LayerPairs.Paired;
import org.setol.spectra.source.Combination;
import org.setol.spectra.source.RowSource;

/** The layers of one model minus those of another: what training, from one to the other, has changed. */
public final class Differences {

    private static final String BASE = "the base";

    private Differences() {}

    /**
     * A plan whose layers are W - W_base. A layer without a partner, or of another shape, becomes a skipped tensor with
     * the reason; layers that the base alone has come last, skipped likewise.
     *
     * @param plan the model's, by the rules it is analysed with
     * @param model what it was made from
     */
    public static LayerPlan of(LayerPlan plan, ModelContents model, ModelContents base) {
        LayerPairs pairs = LayerPairs.of(model, base, BASE);
        Map<Integer, LayerPairs.Match> matches = new HashMap<>();
        pairs.lefts().forEach(match -> matches.put(match.left().layerId(), match));
        Map<String, String> unusable = unusable(base);
        List<LayerDecision> decisions = new ArrayList<>();
        for (LayerDecision decision : plan.decisions()) {
            if (decision instanceof Layer layer) {
                LayerPairs.Match match = matches.getOrDefault(layer.layerId(), new Alone(layer, "not in the base"));
                decisions.add(
                        switch (match) {
                            case Alone alone -> Skipped.of(layer.tensor(), why(alone, unusable));
                            case Paired pair -> difference(layer, pair, model.format(), base.format());
                        });
            } else {
                decisions.add(decision);
            }
        }
        pairs.onlyRight().forEach(layer -> decisions.add(Skipped.of(layer.tensor(), "only in the base")));
        return new LayerPlan(decisions);
    }

    private static Map<String, String> unusable(ModelContents base) {
        Map<String, String> reasons = new HashMap<>();
        LayerPairs.everyLayer(base).skipped().forEach(skipped -> reasons.put(skipped.tensorName(), skipped.reason()));
        return reasons;
    }

    private static String why(Alone alone, Map<String, String> unusable) {
        String reason = unusable.get(alone.left().tensorName());
        return reason == null ? alone.reason() : "skipped in the base: " + reason;
    }

    /** The layer as it is planned, which may be more than what is stored, minus the base's. */
    private static LayerDecision difference(Layer layer, Paired pair, String format, String baseFormat) {
        boolean oneConvention = Alignment.oneConvention(format, pair.left(), baseFormat, pair.right());
        return switch (Alignment.of(pair, oneConvention)) {
            case Misaligned no -> Skipped.of(layer.tensor(), no.reason() + " in the base");
            case Aligned matrices -> {
                List<RowSource> slices = new ArrayList<>();
                for (int slice = 0; slice < matrices.right().size(); slice++) {
                    RowSource planned = (RowSource) layer.slices().get(slice);
                    slices.add(Combination.difference(planned, matrices.right().get(slice)));
                }
                yield layer.withSlices(slices);
            }
        };
    }
}
