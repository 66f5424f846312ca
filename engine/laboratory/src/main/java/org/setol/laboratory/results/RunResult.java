package org.setol.laboratory.results;

import java.util.List;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.train.Recipe;

/**
 * One run and what it found.
 *
 * @param epochs at least one, from the first on
 * @param weights which of them is the result
 */
public record RunResult(Recipe recipe, List<EpochRecord> epochs, Weights weights) {

    public RunResult {
        epochs = List.copyOf(epochs);
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException(recipe.name() + " has no epoch");
        }
    }

    /** With the last weights as its result. */
    public RunResult(Recipe recipe, List<EpochRecord> epochs) {
        this(recipe, epochs, Weights.LAST);
    }

    public RunResult with(Weights chosen) {
        return new RunResult(recipe, epochs, chosen);
    }

    /** The epoch whose weights are the result. */
    public EpochRecord end() {
        return weights.of(epochs);
    }

    /** A number of the {@link #end}. */
    public double get(String name) {
        return end().get(name);
    }

    /**
     * What truncation by a rule adds to an error, E_ecs - E at the end: the paper defines Delta E the other way
     * round (6.2) and plots it this way.
     *
     * @param rule {@code pl} or {@code erg}
     * @param set {@code train} or {@code test}
     */
    public double truncationGap(String rule, String set) {
        return truncationGap(end(), rule, set);
    }

    /** The same at any epoch. */
    public static double truncationGap(EpochRecord epoch, String rule, String set) {
        return epoch.get(rule + "." + set + "_error") - epoch.get(set + "_error");
    }
}
