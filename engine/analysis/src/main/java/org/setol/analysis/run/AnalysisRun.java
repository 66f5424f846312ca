package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Progress;
import org.setol.analysis.report.LayerReport;
import org.setol.models.ModelPages;

/**
 * Executes a plan: first the small matrices side by side, the costliest first so that no core idles at the end, then the
 * wide ones one by one on all threads. Rows come out in the plan's order however the threads interleave.
 */
public final class AnalysisRun {

    /** Of a {@link ForkJoinPool}. */
    private static final int MOST_THREADS = Short.MAX_VALUE;

    private static final long KEEP_ALIVE_SECONDS = 60;

    private final AnalysisPlan plan;
    private final ModelPages pages;
    private final AnalysisOptions options;
    private final Progress progress;
    private final TaskRunner runner;
    private final RowAssembler assembler;
    private final List<@Nullable TaskOutcome[]> outcomes = new ArrayList<>();
    private final int[] missing;
    private final @Nullable LayerReport[] reports;

    private AnalysisRun(AnalysisPlan plan, ModelPages pages, AnalysisOptions options, Progress progress) {
        this.plan = plan;
        this.pages = pages;
        this.options = options;
        this.progress = progress;
        this.runner = new TaskRunner(MemoryGate.of(options), pages);
        this.assembler = new RowAssembler(options);
        this.missing = new int[plan.rows().size()];
        this.reports = new LayerReport[plan.rows().size()];
        for (int row = 0; row < missing.length; row++) {
            missing[row] = plan.rows().get(row).tasks().size();
            outcomes.add(new TaskOutcome[missing[row]]);
            if (missing[row] == 0) {
                reports[row] = assembler.assemble(plan.rows().get(row), List.of());
            }
        }
    }

    /**
     * Runs the plan to its end.
     *
     * @param pages of the files that the plan's weights lie in
     * @return one report for each row
     * @throws InterruptedException when the calling thread is interrupted; the workers stop after their matrix
     */
    public static List<LayerReport> execute(
            AnalysisPlan plan, ModelPages pages, AnalysisOptions options, Progress progress)
            throws InterruptedException {
        return new AnalysisRun(plan, pages, options, progress).execute();
    }

    private List<LayerReport> execute() throws InterruptedException {
        List<Task> byCost = plan.tasks().stream()
                .sorted(Comparator.comparingDouble(Task::cost).reversed())
                .toList();
        List<Task> own = byCost.stream().filter(task -> task.deviceLanes() == 0).toList();
        List<Task> beside = own.stream().filter(task -> !task.isWide()).toList();
        List<Task> alone = own.stream().filter(Task::isWide).toList();
        ForkJoinPool pool = pool(options.threads());
        try (ReadAhead reading = ReadAhead.start(fitting(beside, alone), pages, options.threads());
                DeviceRun device = DeviceRun.start(byCost, options.matrixBytes(), this::done)) {
            List<Future<?>> sideBySide = new ArrayList<>();
            beside.forEach(task -> sideBySide.add(start(task, pool, reading)));
            for (Future<?> future : sideBySide) {
                OrderedTasks.await(future);
            }
            for (Task task : alone) {
                OrderedTasks.await(start(task, pool, reading));
            }
            if (options.backend().isEmpty()) { // a backend that is asked for computes all
                device.help(pool, options.threads());
            }
            device.await();
        } finally {
            pool.shutdownNow();
        }
        return List.of(reports);
    }

    /** One after the other, without those that there is not enough memory for. */
    private List<Task> fitting(List<Task> first, List<Task> then) {
        return Stream.concat(first.stream(), then.stream())
                .filter(task -> !runner.refuses(task))
                .toList();
    }

    private void done(List<Task> tasks) throws InterruptedException {
        List<TaskOutcome> outcomes = runner.run(tasks);
        for (int k = 0; k < tasks.size(); k++) {
            finish(tasks.get(k), outcomes.get(k));
        }
    }

    /**
     * All threads of a run, and no more when one waits: parallel streams that its tasks run (those of the bootstrap) stay on
     * the pool, so that {@link AnalysisOptions#threads} bounds them too.
     */
    private static ForkJoinPool pool(int asked) {
        int threads = Math.min(asked, MOST_THREADS);
        AtomicInteger number = new AtomicInteger();
        return new ForkJoinPool(
                threads,
                pool -> {
                    ForkJoinWorkerThread worker = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    worker.setName("setol-" + number.incrementAndGet());
                    return worker;
                },
                null,
                true,
                threads,
                threads,
                0,
                waiting -> true,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS);
    }

    private Future<?> start(Task task, ForkJoinPool pool, ReadAhead reading) {
        CompletableFuture<Task> future = new CompletableFuture<>();
        pool.execute(() -> {
            try {
                if (!runner.refuses(task)) {
                    reading.started();
                }
                finish(task, runner.run(task));
                future.complete(task);
            } catch (InterruptedException | RuntimeException | Error thrown) {
                future.completeExceptionally(thrown);
            }
        });
        return future;
    }

    private void finish(Task task, TaskOutcome outcome) {
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
    private synchronized boolean complete(Task task, TaskOutcome outcome) {
        outcomes.get(task.row())[task.slice()] = outcome;
        return --missing[task.row()] == 0;
    }

    private synchronized List<TaskOutcome> rowOutcomes(int row) {
        return List.of(outcomes.get(row));
    }
}
