package org.setol.analysis.run;

import org.setol.models.ModelPages;

/**
 * A matrix whose vectors were asked for and cannot be had: its values, and why there is no more.
 *
 * @param values the decomposition without vectors
 * @param why there are none
 */
record ValuesOnlyTask(SliceTask values, String why) implements BesideValues {

    @Override
    public double cost() {
        return values.cost();
    }

    @Override
    public long peakBytes() {
        return values.peakBytes();
    }

    @Override
    public TaskOutcome run(ModelPages pages) {
        return values.run(pages).withoutVectors(why);
    }
}
