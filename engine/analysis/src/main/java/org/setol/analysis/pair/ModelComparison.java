package org.setol.analysis.pair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.models.layers.Layer;
import org.setol.models.pairs.LayerPairs;
import org.setol.models.pairs.LayerPairs.Alone;
import org.setol.models.pairs.LayerPairs.Paired;

/**
 * Two analyses side by side.
 *
 * @param left A's
 * @param right B's
 * @param rows layers (or slices) that both have, in A's order
 * @param alone layers that have no partner, A's first
 */
public record ModelComparison(ModelReport left, ModelReport right, List<Row> rows, List<Unpaired> alone) {

    /** A layer of A and its partner in B. */
    public record Row(LayerReport left, LayerReport right) {}

    /**
     * A layer without a partner.
     *
     * @param left A's, or empty
     * @param right B's, or empty
     * @param reason why
     */
    public record Unpaired(Optional<LayerReport> left, Optional<LayerReport> right, String reason) {}

    /** Where a row is in its model. */
    private record Place(int layer, int slice) {
        static Place of(LayerReport row) {
            return new Place(row.layer().layerId(), row.layer().sliceId().orElse(-1));
        }
    }

    public ModelComparison {
        rows = List.copyOf(rows);
        alone = List.copyOf(alone);
    }

    /** Joins the rows of two analyses by the pairs of their models' layers. */
    public static ModelComparison of(ModelReport left, ModelReport right, LayerPairs pairs) {
        Map<Integer, Integer> partners = new HashMap<>();
        Map<Integer, String> reasons = new HashMap<>();
        for (LayerPairs.Match match : pairs.lefts()) {
            switch (match) {
                case Paired pair ->
                    partners.put(pair.left().layerId(), pair.right().layerId());
                case Alone single -> reasons.put(single.left().layerId(), single.reason());
            }
        }
        Map<Place, LayerReport> rights = new HashMap<>();
        right.layers().forEach(row -> rights.put(Place.of(row), row));
        List<Row> rows = new ArrayList<>();
        List<Unpaired> alone = new ArrayList<>();
        Set<Place> used = new HashSet<>();
        for (LayerReport row : left.layers()) {
            int partner = partners.getOrDefault(row.layer().layerId(), -1);
            Place place = new Place(partner, row.layer().sliceId().orElse(-1));
            LayerReport other = rights.get(place);
            if (other == null) {
                String reason = reasons.getOrDefault(row.layer().layerId(), "its partner in B is not analysed");
                alone.add(new Unpaired(Optional.of(row), Optional.empty(), reason));
            } else {
                rows.add(new Row(row, other));
                used.add(place);
            }
        }
        alone.addAll(onlyRight(right, used, pairs));
        return new ModelComparison(left, right, rows, alone);
    }

    private static List<Unpaired> onlyRight(ModelReport right, Set<Place> used, LayerPairs pairs) {
        Set<Integer> without = new HashSet<>();
        pairs.onlyRight().stream().map(Layer::layerId).forEach(without::add);
        List<Unpaired> alone = new ArrayList<>();
        for (LayerReport row : right.layers()) {
            if (!used.contains(Place.of(row))) {
                String reason =
                        without.contains(row.layer().layerId()) ? "only in B" : "its partner in A is not analysed";
                alone.add(new Unpaired(Optional.empty(), Optional.of(row), reason));
            }
        }
        return alone;
    }
}
