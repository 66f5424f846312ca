package org.setol.analysis.run;

import java.util.List;
import java.util.stream.Stream;
import org.setol.analysis.report.LayerIdentity;
import org.setol.spectra.source.WindowGrid;

/**
 * One row of the report and the matrices it pools.
 *
 * @param layer identity
 * @param scale factor of every eigenvalue (conv2d_norm)
 * @param slices its matrices
 * @param permuted their permutations when asked for: all matrices of the first replica, then of the next
 * @param windows blocks of its matrices when asked for
 * @param grid how these lie on each matrix
 */
record RowPlan(
        LayerIdentity layer,
        double scale,
        List<SliceTask> slices,
        List<Task> permuted,
        List<SliceTask> windows,
        WindowGrid grid) {

    RowPlan {
        slices = List.copyOf(slices);
        permuted = List.copyOf(permuted);
        windows = List.copyOf(windows);
    }

    /** All that is to be computed, the matrices themselves first, then their permutations, then the windows. */
    List<Task> tasks() {
        return Stream.of(slices, permuted, windows).<Task>flatMap(List::stream).toList();
    }

    double cost() {
        return tasks().stream().mapToDouble(Task::cost).sum();
    }
}
