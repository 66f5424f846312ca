package org.setol.laboratory.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.setol.laboratory.data.Mnist;
import org.setol.models.ModelException;
import org.setol.spectra.backend.MatrixProducts;

/** Several runs, so many at a time, each in one thread: numbers do not depend on how many. */
public final class Sweep {

    private Sweep() {}

    /**
     * Executes runs in this order.
     *
     * @param threads runs at a time
     * @throws InterruptedException when the calling thread is interrupted; what is complete stays in the journals
     */
    public static void execute(List<Run> runs, Mnist mnist, MatrixProducts products, int threads, Run.Listener listener)
            throws IOException, ModelException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("mlp3-", 1).daemon().factory());
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Run run : runs) {
                futures.add(pool.submit(() -> {
                    run.execute(mnist, products, listener);
                    return run;
                }));
            }
            for (Future<?> future : futures) {
                await(future);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(Future<?> future) throws IOException, ModelException, InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause() == null ? e : e.getCause();
            switch (thrown) {
                case IOException cause -> throw cause;
                case ModelException cause -> throw cause;
                case InterruptedException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(thrown);
            }
        }
    }
}
