package org.setol.analysis.run;

import java.util.List;

/** Runs one task within the memory budget. */
final class TaskRunner {

    private static final long MEBI = 1 << 20;

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
