package org.setol.laboratory.results;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.setol.laboratory.train.Recipe;
import org.setol.laboratory.train.Recipe.Trained;

/**
 * Runs that differ in one knob and in the seed.
 *
 * @param runs by strength of the noise: the learning rate over the batch size, in units of 0.01 / 32. Halving the batch is
 *     doubling the rate (6.1), so both experiments have the same axis, and the paper's 16x is 16 on it
 */
public record Experiment(NavigableMap<Double, List<RunResult>> runs) {

    /** The paper's batch at which the rate is varied. */
    public static final int BATCH = 32;

    /** Strength of a recipe, rounded where it is whole but for float noise. */
    public static double strength(Recipe recipe) {
        double strength = recipe.multiple() * BATCH / recipe.batch();
        double whole = Math.rint(strength);
        return Math.abs(strength - whole) < 1e-9 ? whole : strength;
    }

    /** Rates at batch 32. */
    public static Experiment learningRate(List<RunResult> all, Trained trained) {
        return of(all.stream()
                .filter(run -> run.recipe().trained() == trained && run.recipe().batch() == BATCH)
                .toList());
    }

    /** Batches at rate 0.01, all layers trained. */
    public static Experiment batchSize(List<RunResult> all) {
        return of(all.stream()
                .filter(run ->
                        run.recipe().trained() == Trained.ALL && run.recipe().multiple() == 1)
                .toList());
    }

    private static Experiment of(List<RunResult> runs) {
        NavigableMap<Double, List<RunResult>> groups = new TreeMap<>();
        for (RunResult run : runs) {
            groups.computeIfAbsent(strength(run.recipe()), strength -> new ArrayList<>())
                    .add(run);
        }
        return new Experiment(groups);
    }

    /** A number at one strength, over the seeds; empty samples where it was not run. */
    public Sample at(double strength, ToDoubleFunction<RunResult> number) {
        return Sample.of(runsAt(strength).stream().map(number::applyAsDouble).toList());
    }

    /** The same for a number of its end. */
    public Sample at(double strength, String name) {
        return at(strength, run -> run.get(name));
    }

    /** The runs at one strength, none where it was not run. */
    public List<RunResult> runsAt(double strength) {
        return runs.getOrDefault(strength, List.of());
    }

    public boolean has(double... strengths) {
        for (double strength : strengths) {
            if (!runs.containsKey(strength)) {
                return false;
            }
        }
        return true;
    }

    /** All runs, by strength. */
    public List<RunResult> all() {
        return runs.values().stream().flatMap(List::stream).toList();
    }
}
