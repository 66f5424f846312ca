package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks that are independent of each other, on several threads; their results come in the tasks' order. */
public final class OrderedTasks {

    private OrderedTasks() {}

    /**
     * Runs all to their end.
     *
     * @throws InterruptedException when the calling thread is interrupted; the workers are interrupted then
     */
    public static <T> List<T> run(int threads, List<? extends Callable<T>> tasks) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("setol-", 1).daemon().factory());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(tasks)) {
                results.add(await(future));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** The result, or what the task threw. */
    static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.get();
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
}
