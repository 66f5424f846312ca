package org.setol.analysis.run;

import java.util.List;
import java.util.Optional;
import org.setol.models.ModelPages;
import org.setol.spectra.matrix.MatrixSource;

/** Runs tasks within the memory budget. */
final class TaskRunner {

    private final MemoryGate gate;

    private final ModelPages pages;

    TaskRunner(MemoryGate gate, ModelPages pages) {
        this.gate = gate;
        this.pages = pages;
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
                    tasks.stream().map(SliceTask.class::cast).toList(), pages);
        } finally {
            tasks.forEach(this::read);
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
            return task.run(pages);
        } finally {
            read(task);
            gate.leave(bytes);
        }
    }

    /** Once more as a whole: rows of a wide matrix lie on pages of all its columns, and a product's factors may be larger. */
    private void read(Task task) {
        MatrixSource source = task.source();
        pages.read((long) source.rows() * source.cols() * source.elementType().bytes() + source.scratchBytes());
    }
}
