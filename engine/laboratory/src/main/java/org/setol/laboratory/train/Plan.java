package org.setol.laboratory.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.setol.laboratory.train.Recipe.Trained;

/**
 * Which runs, in which order.
 *
 * @param recipes no two the same
 */
public record Plan(List<Recipe> recipes) {

    /** The seed of {@code --quick}; see the laboratory's page for how the others differ. */
    public static final long QUICK_SEED = 1;

    private static final int BATCH = 32;

    public Plan {
        recipes = recipes.stream().distinct().toList();
    }

    /** One seed at 8, 16 and 32 times the rate: what the theory is about, in minutes. The longest run comes first. */
    public static Plan quick() {
        return grid(List.of(8.0, 16.0, 32.0), List.of(BATCH), List.of(Trained.ALL), List.of(QUICK_SEED));
    }

    /**
     * The paper's: six rates with five seeds, six batch sizes with three, one layer alone at the two highest rates with
     * three. Ordered so that a sweep that is stopped early has the most telling runs: high rates, single layers, small
     * batches, then the long runs at low rates.
     */
    public static Plan full() {
        List<Long> five = LongStream.rangeClosed(1, 5).boxed().toList();
        List<Long> three = five.subList(0, 3);
        List<Recipe> recipes = new ArrayList<>();
        for (List<Long> seeds : List.of(five.subList(0, 1), five)) {
            recipes.addAll(grid(List.of(32.0, 16.0, 8.0), List.of(BATCH), List.of(Trained.ALL), seeds).recipes);
        }
        recipes.addAll(grid(List.of(32.0, 16.0), List.of(BATCH), List.of(Trained.FC2, Trained.FC1), three).recipes);
        for (List<Long> seeds : List.of(three.subList(0, 1), three)) {
            recipes.addAll(grid(List.of(1.0), List.of(1, 2, 4, 8, 16), List.of(Trained.ALL), seeds).recipes);
        }
        recipes.addAll(grid(List.of(4.0, 2.0, 1.0), List.of(BATCH), List.of(Trained.ALL), five).recipes);
        return new Plan(recipes);
    }

    /**
     * Every combination, seeds outermost.
     *
     * @param multiples learning rates in units of 0.01
     */
    public static Plan grid(List<Double> multiples, List<Integer> batches, List<Trained> trained, List<Long> seeds) {
        List<Recipe> recipes = new ArrayList<>();
        for (Trained layers : trained) {
            for (long seed : seeds) {
                for (double multiple : multiples) {
                    for (int batch : batches) {
                        recipes.add(new Recipe(Recipe.BASE_RATE * multiple, batch, layers, seed));
                    }
                }
            }
        }
        return new Plan(recipes);
    }
}
