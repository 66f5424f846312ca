package org.setol.analysis.run;

import java.util.List;
import java.util.Optional;

/** Runs one task within the memory budget. */
final class TaskRunner {

    private final MemoryGate gate;

    TaskRunner(MemoryGate gate) {
        this.gate = gate;
    }

    /** One task, or several that batch and fit into the budget together. */
    List<TaskOutcome> run(List<Task> tasks) throws InterruptedException {
        if (tasks.size() == 1) {
            return List.of(run(tasks.getFirst()));
        }
        long bytes = tasks.stream().mapToLong(Task::peakBytes).sum();
        gate.enter(bytes);
        try {
            return SliceTask.runTogether(
                    tasks.stream().map(SliceTask.class::cast).toList());
        } finally {
            tasks.forEach(task -> task.source().release());
            gate.leave(bytes);
        }
    }

    /** Whether there will never be enough memory for it. */
    boolean refuses(Task task) {
        return gate.refusal(task.peakBytes()).isPresent();
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
