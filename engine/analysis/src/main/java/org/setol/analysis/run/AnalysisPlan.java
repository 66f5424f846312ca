package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.LayerIdentity;
import org.setol.models.layers.Layer;
import org.setol.spectra.backend.BackendSelector;

/**
 * What will be decomposed, how, and what it will take. Everything in it follows from the layers and the options, never
 * from timing, so that a run's numbers do not depend on how its threads interleave.
 *
 * @param rows rows of the report, in file order
 */
public record AnalysisPlan(List<RowPlan> rows) {

    public AnalysisPlan {
        rows = List.copyOf(rows);
    }

    /** Plans the layers. Loads the libraries of the backends that may be used. */
    public static AnalysisPlan of(List<Layer> layers, AnalysisOptions options, BackendSelector selector) {
        RowPlanner planner = RowPlanner.of(options, selector, ThreadShares.of(layers, options));
        List<RowPlan> rows = new ArrayList<>();
        for (Layer layer : layers) {
            LayerIdentity identity = LayerIdentity.of(layer);
            int slices = layer.slices().size();
            if (options.rules().pool()) {
                rows.add(planner.row(rows.size(), identity, layer, 0, slices));
                continue;
            }
            for (int slice = 0; slice < slices; slice++) {
                rows.add(planner.row(rows.size(), identity.withSlice(slice), layer, slice, slice + 1));
            }
        }
        return new AnalysisPlan(rows);
    }

    /** Estimated floating-point operations in all. */
    public double cost() {
        return rows.stream().mapToDouble(RowPlan::cost).sum();
    }

    /** All that is to be computed. */
    List<Task> tasks() {
        return rows.stream().flatMap(row -> row.tasks().stream()).toList();
    }
}
