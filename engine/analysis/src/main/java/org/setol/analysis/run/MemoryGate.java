package org.setol.analysis.run;

import java.util.Optional;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.ProcessMemory;

/**
 * Keeps the memory of concurrent decompositions within a budget: a matrix waits at the gate until the ones before it have
 * given enough back. One that exceeds the whole budget is the caller's to refuse, see {@link #refusal}.
 */
public final class MemoryGate {

    private static final long MEBI = 1 << 20;

    private final long budget;
    private final long asked;
    private long free;

    /** A gate that lets through what the options leave for matrices. */
    public static MemoryGate of(AnalysisOptions options) {
        return new MemoryGate(options.matrixBytes(), options.memoryBytes());
    }

    /**
     * A gate that lets so many bytes through at a time.
     *
     * @param asked of which they are a part, the process itself taking the rest
     */
    MemoryGate(long budget, long asked) {
        this.budget = budget;
        this.asked = asked;
        this.free = budget;
    }

    /**
     * Why {@code bytes} will never get through, in the user's terms; empty when they will.
     */
    public Optional<String> refusal(long bytes) {
        if (bytes <= budget) {
            return Optional.empty();
        }
        String process = asked > ProcessMemory.BYTES
                ? ""
                : ", " + ProcessMemory.BYTES / MEBI + " of them for the process itself";
        return Optional.of("needs " + ((bytes + ProcessMemory.BYTES) / MEBI + 1) + " MiB" + process
                + ", --memory allows " + (asked < MEBI ? asked + " bytes" : asked / MEBI + " MiB"));
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
