package org.setol.laboratory.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.train.Recipe;
import org.setol.laboratory.train.Recipe.Trained;
import org.setol.models.ModelException;

final class ResultTableTest {

    @TempDir
    private Path folder = Path.of("");

    /** A run with these losses and a number that grows by epoch. */
    static RunResult run(Recipe recipe, double... losses) {
        List<EpochRecord> epochs = new ArrayList<>();
        for (int k = 0; k < losses.length; k++) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("epoch", k + 1.0);
            values.put("loss", losses[k]);
            values.put("fc1.alpha", 2 + k / 7.0);
            epochs.add(new EpochRecord(values));
        }
        return new RunResult(recipe, epochs);
    }

    @Test
    void comesBackToSixDigits() throws Exception {
        RunResult first = run(new Recipe(0.32, 32, Trained.ALL, 1), 0.5, 1 / 3.0, Double.NaN);
        RunResult second = run(new Recipe(0.01, 2, Trained.FC1, 3), 1.23456789e-7);
        Path file = Files.writeString(folder.resolve("epochs.csv"), ResultTable.write(List.of(first, second)));
        List<RunResult> read = ResultTable.read(file);
        assertThat(read).extracting(RunResult::recipe).containsExactly(first.recipe(), second.recipe());
        assertThat(read.get(0).epochs().get(1).loss()).isCloseTo(1 / 3.0, within(1e-6));
        assertThat(read.get(0).epochs().get(2).loss()).isNaN();
        assertThat(read.get(1).epochs().get(0).loss()).isCloseTo(1.23456789e-7, within(1e-12));
        assertThat(ResultTable.write(read)).isEqualTo(Files.readString(file));
    }

    @Test
    void whatIsNoTableIsToldByLine() throws Exception {
        String head = "rate,batch,trained,seed,epoch\n";
        for (String bad :
                List.of("", "epoch\n1\n", head + "0.1,32,all,1\n", head + "0.1,32,none,1,1\n", head + "x\n")) {
            Path file = Files.writeString(folder.resolve("bad.csv"), bad);
            assertThatThrownBy(() -> ResultTable.read(file))
                    .as(bad)
                    .isInstanceOf(ModelException.Malformed.class)
                    .hasMessageContaining("line");
        }
    }

    @Test
    void theEndIsTheLastEpochOrThatOfTheLowestLoss() {
        Recipe recipe = new Recipe(0.32, 32, Trained.ALL, 1);
        RunResult run = run(recipe, Double.NaN, 0.1, 0.2);
        assertThat(run.end().epoch()).isEqualTo(3);
        assertThat(run.with(Weights.BEST).end().epoch()).isEqualTo(2);
    }

    @Test
    void bothExperimentsHaveOneAxis() {
        RunResult rate = run(new Recipe(0.16, 32, Trained.ALL, 1), 0.1);
        RunResult batch = run(new Recipe(0.01, 2, Trained.ALL, 1), 0.1);
        RunResult both = run(new Recipe(0.01, 32, Trained.ALL, 1), 0.1);
        List<RunResult> all = List.of(rate, batch, both);
        assertThat(Experiment.learningRate(all, Trained.ALL).runs().keySet()).containsExactly(1.0, 16.0);
        assertThat(Experiment.batchSize(all).runs().keySet()).containsExactly(1.0, 16.0);
        assertThat(Experiment.batchSize(all).at(16, "fc1.alpha")).isEqualTo(new Sample(2, 0, 1));
        assertThat(Experiment.batchSize(all).at(8, "fc1.alpha").mean()).isNaN();
    }

    @Test
    void samplesAndLinesAreTheTextbooks() {
        Sample sample = Sample.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0, Double.NaN));
        assertThat(sample.mean()).isEqualTo(5);
        assertThat(sample.deviation()).isCloseTo(Math.sqrt(32 / 7.0), within(1e-12));
        List<double[]> points =
                List.of(new double[] {1, 5}, new double[] {2, 7}, new double[] {3, 9}, new double[] {4, Double.NaN});
        Line line = Line.through(points, p -> p[0], p -> p[1]);
        assertThat(line).isEqualTo(new Line(2, 3, 1, 3));
    }
}
