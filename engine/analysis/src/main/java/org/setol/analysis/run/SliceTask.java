package org.setol.analysis.run;

import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.matrix.MatrixSource;

/**
 * One matrix to decompose.
 *
 * @param row which row of the report it belongs to
 * @param slice its place among the row's tasks
 * @param source the weights
 * @param route backends to try, each with its thread budget
 * @param cost estimated floating-point operations
 */
record SliceTask(int row, int slice, MatrixSource source, Route route, double cost) implements Task {

    /** Most memory held at a time. */
    @Override
    public long peakBytes() {
        return route.peakBytes(source) + source.scratchBytes();
    }

    @Override
    public boolean isWide() {
        return route.attempts().stream().anyMatch(attempt -> attempt.request().threads() > 1);
    }

    @Override
    public TaskOutcome.Slice run() {
        TimedSource timed = new TimedSource(source);
        long start = System.nanoTime();
        SpectrumOutcome outcome = SpectrumDriver.decompose(timed, route);
        long total = System.nanoTime() - start;
        return new TaskOutcome.Slice(outcome, timed.nanos(), total - timed.nanos());
    }

    @Override
    public TaskOutcome refused(String why) {
        return new TaskOutcome.Slice(new SpectrumFailure(SpectrumFailure.Reason.NO_BACKEND, why), 0, 0);
    }
}
