package org.setol.analysis.run;

import org.setol.spectra.matrix.MatrixSource;

/** A task of which more than its matrix's values was asked for: where it stands and what it reads is what they do. */
sealed interface BesideValues extends Task permits ValuesOnlyTask, VectorTask {

    /** The decomposition without more. */
    SliceTask values();

    @Override
    default int row() {
        return values().row();
    }

    @Override
    default int slice() {
        return values().slice();
    }

    @Override
    default MatrixSource source() {
        return values().source();
    }

    @Override
    default boolean isWide() {
        return values().isWide();
    }

    @Override
    default TaskOutcome refused(String why) {
        return values().refused(why);
    }
}
