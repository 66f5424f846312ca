package org.setol.analysis.run;

/** Runs one task within the memory budget. */
final class TaskRunner {

    private static final long MEBI = 1 << 20;

    private final MemoryGate gate;

    TaskRunner(MemoryGate gate) {
        this.gate = gate;
    }

    TaskOutcome run(Task task) throws InterruptedException {
        long bytes = task.peakBytes();
        if (bytes > gate.budget()) {
            return task.refused(
                    "needs " + (bytes / MEBI + 1) + " MiB, --memory allows " + gate.budget() / MEBI + " MiB");
        }
        gate.enter(bytes);
        try {
            return task.run();
        } finally {
            task.source().release();
            gate.leave(bytes);
        }
    }
}
