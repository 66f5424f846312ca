package org.setol.analysis.run;

import org.setol.spectra.backend.Route;
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
record SliceTask(int row, int slice, MatrixSource source, Route route, double cost) {

    /** Most memory held at a time. */
    long peakBytes() {
        return route.peakBytes() + source.scratchBytes();
    }

    /** True when it takes the whole machine; such tasks run one after the other. */
    boolean isWide() {
        return route.attempts().stream().anyMatch(attempt -> attempt.request().threads() > 1);
    }
}
