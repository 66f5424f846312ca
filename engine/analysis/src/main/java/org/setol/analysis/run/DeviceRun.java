package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The part of a run that devices compute, beside the processor's: a thread for each lane of a device, which reads a matrix
 * while that of another lane is decomposed. Without tasks for a device it is nothing at all.
 */
final class DeviceRun implements AutoCloseable {

    private final DeviceQueue queue;
    private final int lanes;
    private final Work work;
    private final List<Future<?>> started = new ArrayList<>();
    private final Optional<ExecutorService> threads;

    /** What is done with tasks: one, or several together. */
    @FunctionalInterface
    interface Work {
        void on(List<Task> tasks) throws InterruptedException;
    }

    private DeviceRun(List<Task> tasks, long memoryBytes, Work work) {
        this.work = work;
        this.lanes = tasks.stream().mapToInt(Task::deviceLanes).max().orElse(0);
        this.queue = new DeviceQueue(tasks, memoryBytes / Math.max(1, lanes));
        this.threads = lanes == 0
                ? Optional.empty()
                : Optional.of(Executors.newFixedThreadPool(
                        lanes,
                        Thread.ofPlatform().name("setol-device-", 1).daemon().factory()));
    }

    /**
     * Starts on all tasks that want a device.
     *
     * @param byCost in descending order
     * @param memoryBytes of the host, shared by the lanes
     */
    static DeviceRun start(List<Task> byCost, long memoryBytes, Work work) {
        DeviceRun run = new DeviceRun(
                byCost.stream().filter(task -> task.deviceLanes() > 0).toList(), memoryBytes, work);
        run.threads.ifPresent(threads -> {
            for (int lane = 0; lane < run.lanes; lane++) {
                run.started.add(threads.submit(run.lane()));
            }
        });
        return run;
    }

    private Callable<Boolean> lane() {
        return () -> {
            for (List<Task> tasks = queue.forDevice(); !tasks.isEmpty(); tasks = queue.forDevice()) {
                long start = System.nanoTime();
                work.on(tasks);
                queue.doneOnDevice(tasks, System.nanoTime() - start);
            }
            return true;
        };
    }

    /** Lets idle cores take tasks from the cheap end. */
    void help(ExecutorService pool, int cores) {
        for (int core = 0; core < cores && lanes > 0; core++) {
            started.add(pool.submit(core()));
        }
    }

    /** Waits until all tasks are done. */
    void await() throws InterruptedException {
        for (Future<?> future : started) {
            OrderedTasks.await(future);
        }
    }

    private Callable<Boolean> core() {
        return () -> {
            for (Optional<Task> task = queue.forCore(lanes); task.isPresent(); task = queue.forCore(lanes)) {
                long start = System.nanoTime();
                work.on(List.of(task.get()));
                queue.doneOnCore(task.get(), System.nanoTime() - start);
            }
            return true;
        };
    }

    @Override
    public void close() {
        queue.clear();
        threads.ifPresent(ExecutorService::shutdownNow);
    }
}
