package org.setol.analysis.run;

import java.util.Optional;

/** Runs one task within the memory budget. */
final class TaskRunner {

    private final MemoryGate gate;

    TaskRunner(MemoryGate gate) {
        this.gate = gate;
    }

    TaskOutcome run(Task task) throws InterruptedException {
        long bytes = task.peakBytes();
        Optional<String> refusal = gate.refusal(bytes);
        if (refusal.isPresent()) {
            return task.refused(refusal.get());
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
