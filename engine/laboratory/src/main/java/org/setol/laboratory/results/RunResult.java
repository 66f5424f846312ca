package org.setol.laboratory.results;

import java.util.Comparator;
import java.util.List;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.train.Recipe;

/**
 * One run and what it found.
 *
 * @param epochs at least one, from the first on
 */
public record RunResult(Recipe recipe, List<EpochRecord> epochs) {

    public RunResult {
        epochs = List.copyOf(epochs);
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException(recipe.name() + " has no epoch");
        }
    }

    /**
     * The epoch whose weights are the run's result: that of the lowest training loss (section 6: "at the end, the best
     * weights were chosen").
     */
    public EpochRecord best() {
        return epochs.stream()
                .min(Comparator.comparingDouble(
                        epoch -> Double.isNaN(epoch.loss()) ? Double.POSITIVE_INFINITY : epoch.loss()))
                .orElseThrow();
    }

    /** A number of the {@link #best} epoch. */
    public double get(String name) {
        return best().get(name);
    }

    /**
     * What truncation by a rule adds to an error, E_ecs - E at the best epoch: the paper defines Delta E the other way
     * round (6.2) and plots it this way.
     *
     * @param rule {@code pl} or {@code erg}
     * @param set {@code train} or {@code test}
     */
    public double truncationGap(String rule, String set) {
        return truncationGap(best(), rule, set);
    }

    /** The same at any epoch. */
    public static double truncationGap(EpochRecord epoch, String rule, String set) {
        return epoch.get(rule + "." + set + "_error") - epoch.get(set + "_error");
    }
}
