package org.setol.analysis.run;

/**
 * Keeps the memory of concurrent decompositions within a budget: a matrix waits at the gate until the ones before it have
 * given enough back. One that exceeds the whole budget is the caller's to refuse.
 */
public final class MemoryGate {

    private final long budget;
    private long free;

    /** A gate that lets so many bytes through at a time. */
    public MemoryGate(long budget) {
        this.budget = budget;
        this.free = budget;
    }

    /** All there is. */
    public long budget() {
        return budget;
    }

    /** Waits for {@code bytes}, at most the budget. */
    public synchronized void enter(long bytes) throws InterruptedException {
        while (free < bytes) {
            wait();
        }
        free -= bytes;
    }

    /** Gives bytes back. */
    public synchronized void leave(long bytes) {
        free += bytes;
        notifyAll();
    }
}
