package org.setol.laboratory.results;

import java.util.Comparator;
import java.util.List;
import org.setol.laboratory.journal.EpochRecord;

/** Which epoch's weights are the result of a run. The paper chose the best ("at the end, the best weights were chosen"). */
public enum Weights {
    /** Where the stopping rule left the run. */
    LAST,
    /** Those of the epoch with the lowest training loss. */
    BEST;

    EpochRecord of(List<EpochRecord> epochs) {
        return switch (this) {
            case LAST -> epochs.getLast();
            case BEST ->
                epochs.stream().min(Comparator.comparingDouble(Weights::loss)).orElseThrow();
        };
    }

    private static double loss(EpochRecord epoch) {
        return Double.isNaN(epoch.loss()) ? Double.POSITIVE_INFINITY : epoch.loss();
    }
}
