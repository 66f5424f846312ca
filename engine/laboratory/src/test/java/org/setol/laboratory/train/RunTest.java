package org.setol.laboratory.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.report.LayerOutcome;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.laboratory.TestData;
import org.setol.laboratory.data.Mnist;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.network.Checkpoint;
import org.setol.laboratory.network.Evaluation;
import org.setol.laboratory.network.Network;
import org.setol.laboratory.train.Recipe.Trained;
import org.setol.models.ModelException;
import org.setol.spectra.backend.JavaProducts;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.LayerTheory;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.setol.SetolReading;

/** Whole runs on a small set. */
final class RunTest {

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    private Path folder = Path.of("");

    private final Mnist data = TestData.small(Arena.ofAuto());

    private Run run(Trained trained, String name, int epochs) {
        return new Run(new Recipe(0.1, 16, trained, 7), StopRule.PAPER.withCap(epochs), folder.resolve(name), 1);
    }

    private List<EpochRecord> execute(Run run, int killAfter) throws Exception {
        try {
            run.execute(data, new JavaProducts(), (recipe, epoch, last) -> {
                assertThat(last).isEqualTo(epoch.epoch() == run.stop().cap());
                if (epoch.epoch() == killAfter) {
                    throw new Killed();
                }
            });
        } catch (Killed killed) {
            assertThat(killAfter).isPositive();
        }
        return run.journal().records();
    }

    /** All but the times. */
    private static List<Map<String, Double>> numbers(List<EpochRecord> records) {
        List<Map<String, Double>> numbers = new ArrayList<>();
        for (EpochRecord record : records) {
            Map<String, Double> values = new LinkedHashMap<>(record.values());
            assertThat(values.remove("seconds")).isPositive();
            assertThat(values.remove("measure_seconds")).isPositive();
            numbers.add(values);
        }
        return numbers;
    }

    @Test
    void aKilledRunGoesOnWithTheSameBits() throws Exception {
        List<EpochRecord> whole = execute(run(Trained.ALL, "whole", 3), 0);
        Run broken = run(Trained.ALL, "broken", 3);
        assertThat(execute(broken, 1)).hasSize(1);
        assertThat(broken.isOver()).isFalse();
        List<EpochRecord> mended = execute(broken, 0);
        assertThat(numbers(mended)).isEqualTo(numbers(whole));
        assertThat(broken.isOver()).isTrue();
        assertThat(Run.checkpoint(broken.folder(), 3))
                .hasSameBinaryContentAs(Run.checkpoint(folder.resolve("whole"), 3));
        // Killed between checkpoint and record, or with the checkpoint gone: from the last epoch that has both.
        Files.delete(Run.checkpoint(broken.folder(), 2));
        broken.journal().cutAfter(2);
        assertThat(numbers(execute(broken, 0))).isEqualTo(numbers(whole));
    }

    @Test
    void recordsAreWhatAnalyzeSaysOfTheCheckpoint() throws Exception {
        Run run = run(Trained.ALL, "run", 1);
        EpochRecord last = execute(run, 0).getLast();
        try (Setol setol = Setol.open()) {
            List<LayerReport> layers =
                    setol.analyze(Run.checkpoint(run.folder(), 1)).layers();
            assertThat(layers).extracting(layer -> layer.layer().name()).contains("fc1", "fc2");
        }
        assertThat(last.values().keySet())
                .contains(
                        "loss",
                        "train_error",
                        "test_error",
                        "pl.train_error",
                        "erg.test_error",
                        "fc1.alpha",
                        "fc2.delta_lambda_min",
                        "fc1.traps");
        assertThat(last.get("fc1.erg_tail")).isBetween(1.0, 36.0);
        assertThat(last.get("fc1.mu_pl_min") - last.get("fc1.mu_erg_min")).isEqualTo(last.get("fc1.delta_lambda_min"));
    }

    /** The qualities are the columns Q2 and Q2_raw that {@code setol analyze --setol} prints for the checkpoint. */
    @Test
    void qualitiesAreThoseOfTheCheckpoint() throws Exception {
        Run run = run(Trained.ALL, "run", 1);
        EpochRecord epoch = execute(run, 0).getLast();
        AnalysisOptions options = AnalysisOptions.defaults()
                .withMetrics(MetricsOptions.BASE.withMode(MetricsMode.CORRECTED).with(Extra.SETOL));
        try (Setol setol = Setol.open(options)) {
            ModelReport report = setol.analyze(Run.checkpoint(run.folder(), 1));
            LayerReport first = report.layers().getFirst();
            assertThat(first.layer().name()).isEqualTo("fc1");
            SetolReading reading = ((LayerOutcome.Measured) first.outcome())
                    .metrics()
                    .find(LayerTheory.class)
                    .flatMap(LayerTheory::reading)
                    .orElseThrow();
            assertThat(epoch.get("fc1.q2"))
                    .isPositive()
                    .isEqualTo(reading.standardised().orElseThrow().squared());
            assertThat(epoch.get("fc1.q2_raw"))
                    .isPositive()
                    .isEqualTo(reading.plain().orElseThrow().squared());
        }
    }

    /** FC2 alone sees what FC1 makes of the examples, computed once: it learns, and the others stay. */
    @Test
    void aLayerAloneLearnsAboveFrozenOnes() throws Exception {
        Run run = run(Trained.FC2, "second", 2);
        List<EpochRecord> epochs = execute(run, 0);
        assertThat(epochs.getLast().values().keySet()).contains("fc2.alpha").doesNotContain("fc1.alpha");
        assertThat(epochs.getLast().loss()).isLessThan(epochs.getFirst().loss());
        Network first = network(run, 1);
        Network second = network(run, 2);
        for (int k = 0; k < 3; k++) {
            boolean same = first.layers()
                            .get(k)
                            .weights()
                            .segment()
                            .mismatch(second.layers().get(k).weights().segment())
                    < 0;
            assertThat(same).isEqualTo(k != 1);
        }
        // The error that was written down is that of the whole network on the images themselves.
        double error = new Evaluation(new JavaProducts())
                .of(second, List.of(), data.test())
                .getFirst()
                .error();
        assertThat(epochs.getLast().get("test_error")).isEqualTo(error);
    }

    private static Network network(Run run, int epoch) throws ModelException {
        Network network = Network.allocate(Arena.ofAuto(), List.of(36, 300, 100, 10));
        Checkpoint.read(Run.checkpoint(run.folder(), epoch), network);
        return network;
    }

    @Test
    void checkpointsThatNeedNotStayGo() throws Exception {
        StopRule rule = new StopRule(0, 1, 5);
        Run run = new Run(new Recipe(0.01, 32, Trained.ALL, 1), rule, folder.resolve("run"), 2);
        execute(run, 0);
        try (Stream<Path> files = Files.list(folder.resolve("run/checkpoints"))) {
            // Each second, and the last two: patience and one.
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "epoch-0002.safetensors", "epoch-0004.safetensors", "epoch-0005.safetensors");
        }
    }

    @Test
    void aRateThatDivergesEndsByTheRuleAndSaysNothingFalse() throws Exception {
        Run run = new Run(new Recipe(1e20, 32, Trained.ALL, 1), new StopRule(0, 1, 9), folder.resolve("run"), 1);
        run.execute(data, new JavaProducts(), (recipe, epoch, last) -> {});
        EpochRecord end = run.journal().records().getLast();
        assertThat(end.epoch()).isLessThanOrEqualTo(3);
        assertThat(end.get("fc1.alpha")).isNaN();
        assertThat(end.get("pl.test_error")).isNaN();
    }

    @Test
    void aSweepPassesOnWhatGoesWrong() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        Run run = new Run(new Recipe(0.1, 32, Trained.ALL, 1), StopRule.PAPER, taken, 1);
        assertThatThrownBy(() -> Sweep.execute(List.of(run), data, new JavaProducts(), 2, (recipe, epoch, last) -> {}))
                .isInstanceOf(IOException.class);
    }
}
