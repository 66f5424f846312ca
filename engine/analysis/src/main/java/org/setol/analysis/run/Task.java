package org.setol.analysis.run;

import org.setol.models.ModelPages;
import org.setol.spectra.matrix.MatrixSource;

/** Something to compute for a row of the report, by itself. */
sealed interface Task permits BesideValues, SliceTask, TrapTask {

    /** Which row of the report it belongs to. */
    int row();

    /** Its place among the row's tasks. */
    int slice();

    /** Estimated floating-point operations. */
    double cost();

    /** The weights that it reads. */
    MatrixSource source();

    /** Most memory held at a time. */
    long peakBytes();

    /** How many of its kind a device computes at a time; 0 when it is the processor's. */
    default int deviceLanes() {
        return 0;
    }

    /** True when a device computes both together. */
    default boolean batchesWith(Task other) {
        return false;
    }

    /** True when a core computes it at a rate that is worth its help: by a native library. */
    default boolean suitsCores() {
        return false;
    }

    /** The same without a device. */
    default Task onProcessor() {
        return this;
    }

    /** True when it takes the whole machine; such tasks run one after the other. */
    boolean isWide();

    /** Computes it, and tells {@code pages} what it has read. */
    TaskOutcome run(ModelPages pages);

    /** What comes of it when there is not enough memory. */
    TaskOutcome refused(String why);
}
