package org.setol.analysis.run;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.setol.models.ModelPages;

/**
 * A thread that reads the weights of the tasks that come next into the operating system's cache while those before are
 * computed, so that computing does not wait for the disk (benchmarks/NOTES.md, entry 21). It keeps as many tasks ahead as run
 * side by side, and no more: a model may be larger than what the cache holds. Portable, as {@code MemorySegment.load} is;
 * where a file fails under it, the task that needs it will say so.
 */
final class ReadAhead implements AutoCloseable {

    private final ModelPages pages;
    private final Semaphore mayRead;
    private final Thread thread;

    private ReadAhead(List<Task> tasks, ModelPages pages, int ahead) {
        this.pages = pages;
        this.mayRead = new Semaphore(ahead);
        this.thread = Thread.ofPlatform().name("setol-read-ahead").daemon().unstarted(() -> read(tasks));
    }

    /**
     * Starts to read.
     *
     * @param tasks in the order in which they will be started
     * @param pages where it says what it has read
     * @param ahead how many more than have been started are read
     */
    static ReadAhead start(List<Task> tasks, ModelPages pages, int ahead) {
        ReadAhead reading = new ReadAhead(List.copyOf(tasks), pages, ahead);
        reading.thread.start();
        return reading;
    }

    /** Says that a task has been started. */
    void started() {
        mayRead.release();
    }

    private void read(List<Task> tasks) {
        try {
            for (Task task : tasks) {
                mayRead.acquire();
                pages.read(task.source().readAhead());
            }
        } catch (InterruptedException e) {
            // Closed: nobody is left to read for.
        } catch (InternalError e) {
            // The JVM's word for a mapped page that cannot be read. Whoever computes with it will meet it too.
        }
    }

    /** Returns when the thread no longer touches any file. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
