package org.setol.cli;

import java.util.List;
import org.setol.laboratory.train.Plan;
import org.setol.laboratory.train.Recipe;
import org.setol.laboratory.train.Recipe.Trained;
import org.setol.laboratory.train.StopRule;
import picocli.CommandLine.Option;

/** What is trained, and how: the knobs of section 6 and A.5. */
final class Mlp3Knobs {

    @Option(
            names = "--quick",
            description = "One seed at 8, 16 and 32 times the rate, a few minutes, instead of the paper's whole sweep.")
    private boolean quick;

    @Option(
            names = "--learning-rate",
            split = ",",
            paramLabel = "X",
            description = "Learning rates in units of 0.01, e.g. 8,16,32 (default: 16).")
    private List<Double> rates = List.of();

    @Option(names = "--batch", split = ",", paramLabel = "N", description = "Batch sizes (default: 32).")
    private List<Integer> batches = List.of();

    @Option(
            names = "--train",
            split = ",",
            paramLabel = "LAYERS",
            description = "What is trained: all, fc1 or fc2 alone (default: all).")
    private List<Trained> trained = List.of();

    @Option(names = "--seed", split = ",", paramLabel = "N", description = "Seeds (default: 1).")
    private List<Long> seeds = List.of();

    @Option(
            names = "--max-epochs",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "End a run there at the latest (default: no limit).")
    private int cap = StopRule.PAPER.cap();

    @Option(
            names = "--stop-delta",
            paramLabel = "X",
            description = "Drop of the mean training loss that counts as one (default: 0.0001).")
    private double delta = StopRule.PAPER.delta();

    @Option(
            names = "--patience",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "End a run after so many epochs without such a drop (default: 3).")
    private int patience = StopRule.PAPER.patience();

    @Option(
            names = "--keep-every",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Keep the checkpoint of each N-th epoch beside the latest (default: 1, all; 1.1 MB each).")
    private int keepEvery = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Runs at a time, a thread each (default: all cores). Numbers do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** The runs asked for; combinations of what the knobs name, or else a plan. */
    List<Recipe> recipes() {
        check();
        boolean turned = !(rates.isEmpty() && batches.isEmpty() && trained.isEmpty() && seeds.isEmpty());
        if (quick && turned) {
            throw new UsageException("--quick has its own rates, batch and seed; leave it out, or the others");
        }
        if (!turned) {
            return (quick ? Plan.quick() : Plan.full()).recipes();
        }
        try {
            return Plan.grid(
                            rates.isEmpty() ? List.of(16.0) : rates,
                            batches.isEmpty() ? List.of(32) : batches,
                            trained.isEmpty() ? List.of(Trained.ALL) : trained,
                            seeds.isEmpty() ? List.of(Plan.QUICK_SEED) : seeds)
                    .recipes();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + "; see 'setol mlp3 --help'");
        }
    }

    private void check() {
        if (!(delta >= 0)) {
            throw new UsageException("--stop-delta must be at least 0, not " + delta);
        }
    }

    StopRule stopRule() {
        return new StopRule(delta, patience, cap);
    }

    int keepEvery() {
        return keepEvery;
    }

    int threads() {
        return threads;
    }
}
