package org.setol.analysis.run;

import org.setol.spectra.matrix.MatrixSource;

/**
 * A matrix whose vectors were asked for and cannot be had: its values, and why there is no more.
 *
 * @param values the decomposition without vectors
 * @param why there are none
 */
record ValuesOnlyTask(SliceTask values, String why) implements Task {

    @Override
    public int row() {
        return values.row();
    }

    @Override
    public int slice() {
        return values.slice();
    }

    @Override
    public MatrixSource source() {
        return values.source();
    }

    @Override
    public double cost() {
        return values.cost();
    }

    @Override
    public long peakBytes() {
        return values.peakBytes();
    }

    @Override
    public boolean isWide() {
        return values.isWide();
    }

    @Override
    public TaskOutcome run() {
        return values.run().withoutVectors(why);
    }

    @Override
    public TaskOutcome refused(String reason) {
        return values.refused(reason);
    }
}
