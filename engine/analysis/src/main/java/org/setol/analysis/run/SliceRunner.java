package org.setol.analysis.run;

import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;

/** Decomposes one matrix within the memory budget. */
final class SliceRunner {

    private static final long MEBI = 1 << 20;

    private final MemoryGate gate;

    SliceRunner(MemoryGate gate) {
        this.gate = gate;
    }

    SliceOutcome run(SliceTask task) throws InterruptedException {
        long bytes = task.peakBytes();
        if (bytes > gate.budget()) {
            return new SliceOutcome(tooLarge(bytes, gate.budget()), 0, 0);
        }
        gate.enter(bytes);
        try {
            return decompose(task);
        } finally {
            gate.leave(bytes);
        }
    }

    private static SliceOutcome decompose(SliceTask task) {
        TimedSource source = new TimedSource(task.source());
        long start = System.nanoTime();
        SpectrumOutcome outcome = SpectrumDriver.decompose(source, task.route());
        long total = System.nanoTime() - start;
        return new SliceOutcome(outcome, source.nanos(), total - source.nanos());
    }

    private static SpectrumFailure tooLarge(long bytes, long budget) {
        return new SpectrumFailure(
                SpectrumFailure.Reason.NO_BACKEND,
                "needs " + (bytes / MEBI + 1) + " MiB, --memory allows " + budget / MEBI + " MiB");
    }
}
