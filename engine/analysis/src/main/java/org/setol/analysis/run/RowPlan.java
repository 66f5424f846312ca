package org.setol.analysis.run;

import java.util.List;
import org.setol.analysis.report.LayerIdentity;

/**
 * One row of the report and the matrices it pools.
 *
 * @param layer identity
 * @param scale factor of every eigenvalue (conv2d_norm)
 * @param slices its matrices
 */
record RowPlan(LayerIdentity layer, double scale, List<SliceTask> slices) {

    RowPlan {
        slices = List.copyOf(slices);
    }

    double cost() {
        return slices.stream().mapToDouble(SliceTask::cost).sum();
    }
}
