package org.setol.analysis.run;

import java.util.List;
import java.util.stream.Stream;
import org.setol.analysis.report.LayerIdentity;

/**
 * One row of the report and the matrices it pools.
 *
 * @param layer identity
 * @param scale factor of every eigenvalue (conv2d_norm)
 * @param slices its matrices
 * @param permuted their permutations when asked for: all matrices of the first replica, then of the next
 */
record RowPlan(LayerIdentity layer, double scale, List<SliceTask> slices, List<SliceTask> permuted) {

    RowPlan {
        slices = List.copyOf(slices);
        permuted = List.copyOf(permuted);
    }

    /** All that is to be decomposed, the matrices themselves first. */
    List<SliceTask> tasks() {
        return Stream.concat(slices.stream(), permuted.stream()).toList();
    }

    double cost() {
        return tasks().stream().mapToDouble(SliceTask::cost).sum();
    }
}
