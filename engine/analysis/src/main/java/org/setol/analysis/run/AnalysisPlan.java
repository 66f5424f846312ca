package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.ProcessMemory;
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
        for (RowSubject subject : new RowSubjects(options).of(layers)) {
            rows.add(planner.row(rows.size(), subject));
        }
        return new AnalysisPlan(rows);
    }

    /** Estimated floating-point operations in all. */
    public double cost() {
        return rows.stream().mapToDouble(RowPlan::cost).sum();
    }

    /** Most memory that matrices hold at a time: as many of the largest side by side as there are threads, within the budget. */
    long peakBytes(AnalysisOptions options) {
        long sideBySide = tasks().stream()
                .filter(task -> !task.isWide())
                .map(Task::peakBytes)
                .filter(bytes -> bytes <= options.matrixBytes())
                .sorted(Comparator.reverseOrder())
                .limit(options.threads())
                .mapToLong(Long::longValue)
                .sum();
        long alone = tasks().stream()
                .filter(Task::isWide)
                .mapToLong(Task::peakBytes)
                .filter(bytes -> bytes <= options.matrixBytes())
                .max()
                .orElse(0);
        return Math.max(Math.min(sideBySide, options.matrixBytes()), alone);
    }

    /** What is about to happen, in a line: matrices, and the resident memory they will take at most. */
    public String describe(AnalysisOptions options) {
        long peak = peakBytes(options) + ProcessMemory.BYTES;
        long wide = tasks().stream().filter(Task::isWide).count();
        return tasks().size() + " matrices on " + options.threads() + " threads (" + wide
                + " of them on all threads), at most "
                + mebi(peak) + " MiB resident, " + mebi(ProcessMemory.BYTES) + " of them for the process; --memory is "
                + mebi(options.memoryBytes()) + " MiB";
    }

    private static long mebi(long bytes) {
        return Math.ceilDiv(bytes, 1L << 20);
    }

    /** All that is to be computed. */
    List<Task> tasks() {
        return rows.stream().flatMap(row -> row.tasks().stream()).toList();
    }
}
