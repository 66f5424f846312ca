package org.setol.laboratory.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.laboratory.train.Recipe;
import org.setol.laboratory.train.Recipe.Trained;
import org.setol.laboratory.train.StopRule;

final class RunFoldersTest {

    private static final Recipe ONE = new Recipe(0.16, 32, Trained.ALL, 1);
    private static final Recipe TWO = new Recipe(0.16, 32, Trained.ALL, 2);
    private static final StopRule TWO_EPOCHS = StopRule.PAPER.withCap(2);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void publishOne() throws IOException {
        RunResult known = ResultTableTest.run(ONE, 0.75, 0.5);
        Files.writeString(folder.resolve(ResultTable.FILE), ResultTable.write(List.of(known)));
    }

    @Test
    void aPublishedRunStandsBesideNewOnes() throws Exception {
        journal(TWO, 0.9, 0.8);
        List<RunResult> results = results();
        assertThat(results).extracting(RunResult::recipe).containsExactly(ONE, TWO);
        assertThat(results.getFirst().end().loss()).isEqualTo(0.5);
    }

    @Test
    void itsOwnJournalSupersedesIt() throws Exception {
        journal(ONE, 0.4, 0.25);
        assertThat(results()).hasSize(1);
        assertThat(results().getFirst().end().loss()).isEqualTo(0.25);
    }

    @Test
    void whatIsUnderWayAgainIsLeftOut() throws Exception {
        journal(ONE, 0.4);
        assertThat(results()).isEmpty();
    }

    private List<RunResult> results() throws Exception {
        return new RunFolders(folder).results(TWO_EPOCHS);
    }

    private void journal(Recipe recipe, double... losses) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int k = 0; k < losses.length; k++) {
            lines.append("{\"epoch\":" + (k + 1) + ",\"loss\":" + losses[k] + "}\n");
        }
        Path run = Files.createDirectories(new RunFolders(folder).of(recipe));
        Files.writeString(run.resolve("epochs.jsonl"), lines);
    }
}
