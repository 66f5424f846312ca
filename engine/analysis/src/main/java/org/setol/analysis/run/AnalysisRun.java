package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Progress;
import org.setol.analysis.report.LayerReport;

/**
 * Executes a plan: first the small matrices side by side, the costliest first so that no core idles at the end, then the
 * wide ones one by one on all threads. Rows come out in the plan's order however the threads interleave.
 */
public final class AnalysisRun {

    private final AnalysisPlan plan;
    private final AnalysisOptions options;
    private final Progress progress;
    private final SliceRunner runner;
    private final RowAssembler assembler;
    private final List<@Nullable SliceOutcome[]> outcomes = new ArrayList<>();
    private final int[] missing;
    private final @Nullable LayerReport[] reports;

    private AnalysisRun(AnalysisPlan plan, AnalysisOptions options, Progress progress) {
        this.plan = plan;
        this.options = options;
        this.progress = progress;
        this.runner = new SliceRunner(new MemoryGate(options.memoryBytes()));
        this.assembler = new RowAssembler(options);
        this.missing = new int[plan.rows().size()];
        this.reports = new LayerReport[plan.rows().size()];
        for (int row = 0; row < missing.length; row++) {
            missing[row] = plan.rows().get(row).tasks().size();
            outcomes.add(new SliceOutcome[missing[row]]);
        }
    }

    /**
     * Runs the plan to its end.
     *
     * @return one report for each row
     * @throws InterruptedException when the calling thread is interrupted; the workers stop after their matrix
     */
    public static List<LayerReport> execute(AnalysisPlan plan, AnalysisOptions options, Progress progress)
            throws InterruptedException {
        return new AnalysisRun(plan, options, progress).execute();
    }

    private List<LayerReport> execute() throws InterruptedException {
        List<SliceTask> byCost = plan.tasks().stream()
                .sorted(Comparator.comparingDouble(SliceTask::cost).reversed())
                .toList();
        runOn(options.threads(), byCost.stream().filter(task -> !task.isWide()).toList());
        runOn(1, byCost.stream().filter(SliceTask::isWide).toList());
        return List.of(reports);
    }

    private void runOn(int workers, List<SliceTask> tasks) throws InterruptedException {
        if (tasks.isEmpty()) {
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("setol-", 1).daemon().factory());
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (SliceTask task : tasks) {
                futures.add(pool.submit(() -> {
                    finish(task, runner.run(task));
                    return task;
                }));
            }
            for (Future<?> future : futures) {
                await(future);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause() == null ? e : e.getCause();
            switch (thrown) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case InterruptedException cause -> throw cause;
                default -> throw new IllegalStateException(thrown);
            }
        }
    }

    private void finish(SliceTask task, SliceOutcome outcome) {
        RowPlan row = plan.rows().get(task.row());
        if (!complete(task, outcome)) {
            return;
        }
        LayerReport report = assembler.assemble(row, rowOutcomes(task.row()));
        synchronized (this) {
            reports[task.row()] = report;
            progress.finished(report.layer(), row.cost());
        }
    }

    /** Files one slice; true for the one that completes its row. */
    private synchronized boolean complete(SliceTask task, SliceOutcome outcome) {
        outcomes.get(task.row())[task.slice()] = outcome;
        return --missing[task.row()] == 0;
    }

    private synchronized List<SliceOutcome> rowOutcomes(int row) {
        return List.of(outcomes.get(row));
    }
}
