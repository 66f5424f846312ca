package org.setol.analysis.rewrite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.setol.models.layers.Layer;

/**
 * Layers in file order, worked on side by side: one for each thread and one that waits to be written, so that memory holds no
 * more results than that, however long the model.
 */
final class LookAhead implements AutoCloseable {

    private final LayerCutter cutter;
    private final Iterator<Layer> waiting;
    private final int window;
    private final ExecutorService pool;
    private final Deque<Future<RewrittenLayer>> running = new ArrayDeque<>();

    LookAhead(LayerCutter cutter, List<Layer> layers, int threads) {
        this.cutter = cutter;
        this.waiting = layers.iterator();
        this.window = threads + 1;
        this.pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("setol-", 1).daemon().factory());
    }

    /** The next layer's result; close it. */
    RewrittenLayer next() throws InterruptedException {
        while (waiting.hasNext() && running.size() < window) {
            Layer layer = waiting.next();
            running.add(pool.submit(() -> cutter.cut(layer)));
        }
        return await(running.remove());
    }

    private static RewrittenLayer await(Future<RewrittenLayer> future) throws InterruptedException {
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

    /** Waits for the matrices that are being worked on, which read the model's memory, and frees what nobody took. */
    @Override
    public void close() {
        running.forEach(future -> future.cancel(false));
        pool.close();
        for (Future<RewrittenLayer> future : running) {
            try {
                future.get().close();
            } catch (CancellationException | ExecutionException | InterruptedException ignored) {
                // Never begun, or without a result: there is nothing to free.
            }
        }
    }
}
