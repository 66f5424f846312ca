package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for a machine with a GPU, as far as they go without one. */
final class GpuScriptsTest {

    private static final Path SCRIPTS =
            Path.of("../benchmarks/gpu").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void whatIsNoPackIsNeverReplaced() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "years of work");
        Outcome outcome = Launch.script(folder, SCRIPTS.resolve("pack.sh"), mine.toString())
                .run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly(
                        "benchmarks/gpu/pack.sh: " + mine + " is there and no earlier pack; name a new folder");
        assertThat(mine.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void runWithoutAPackSaysHowToMakeOne() throws Exception {
        Path alone = Files.copy(SCRIPTS.resolve("run.sh"), folder.resolve("run.sh"));
        Outcome outcome = Launch.script(folder, alone).run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorLines()).hasSize(1).first().asString().contains("benchmarks/gpu/pack.sh");
        assertThat(folder).isDirectoryContaining(file -> file.equals(alone));
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void tablesSetOursBesideThePeers() throws Exception {
        Launch has = Launch.shell(folder, "command -v python3");
        Skip.when(has.run().exitCode() != 0, "no python3, which tables.py is written in");
        Files.writeString(folder.resolve("torch.json"), timing("torch.svdvals", 0.5));
        Files.writeString(folder.resolve("setol.json"), timing("cuda-gram", 0.125));
        Outcome outcome = Launch.script(folder, SCRIPTS.resolve("tables.py"), "compare", folder.toString())
                .run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().filter(line -> line.contains("cuda-gram")))
                .singleElement()
                .asString()
                .containsSubsequence("64x32 float32", "125", "500", "3", "4", "1e-07");
        assertThat(outcome.out()).contains("no queue was measured");
    }

    private static String timing(String backend, double seconds) {
        return """
                {"timings": [{"rows": 64, "cols": 32, "precision": "float32", "backend": "%s", "seconds": %s,
                "seconds_median": 0.5, "ratio": 3.0, "residual": 1e-7}]}""".formatted(backend, seconds);
    }
}
