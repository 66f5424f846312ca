package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where stdout and stderr may lead, and how a run ends then. */
final class StreamsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void stdoutCarriesTheResultAloneAndStderrNothing() throws Exception {
        Outcome outcome = Launch.setol(folder, "demo").run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("demo: ").contains("alpha").endsWith("bias or norm scale\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void closedStderrDoesNotDisturbTheResult() throws Exception {
        Outcome outcome = Launch.shell(folder, "\"$SETOL\" demo 2>&-").run();
        assertThat(outcome.out()).startsWith("demo: ");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void fullStderrStillGivesTheExitCode() throws Exception {
        Skip.when(!Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        Outcome outcome =
                Launch.shell(folder, "\"$SETOL\" analyze missing 2>/dev/full").run();
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void stderrMayBeAFile() throws Exception {
        Outcome outcome =
                Launch.shell(folder, "\"$SETOL\" analyze missing 2>errors").run();
        assertThat(outcome.err()).isEmpty();
        assertThat(Files.readString(folder.resolve("errors")))
                .startsWith("setol: missing: ")
                .hasLineCount(1);
    }

    @Test
    void aResultThatStdoutDoesNotTakeIsAnError() throws Exception {
        Skip.when(!Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        for (String line : List.of("\"$SETOL\" --help >/dev/full", "\"$SETOL\" --help >&-")) {
            Outcome outcome = Launch.shell(folder, line).run();
            assertThat(outcome.errorLines()).hasSize(1);
            assertThat(outcome.err()).startsWith("setol: stdout: cannot be written: ");
            assertThat(outcome.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void aReaderThatLeavesEarlyIsNoError() throws Exception {
        String line = "{ \"$SETOL\" demo --format json; echo $? >code; } | true";
        Outcome outcome = Launch.shell(folder, line).run();
        assertThat(outcome.err()).isEmpty();
        assertThat(Files.readString(folder.resolve("code")).strip()).isEqualTo("0");
    }

    @Test
    void anInterruptEndsTheRunWithoutATrace() throws Exception {
        // Nearly the largest matrix that the slow backend takes: it works for many times as long as a signal needs.
        Files.write(folder.resolve("large.npy"), TestModels.npy(1, 2000));
        // Whoever runs these tests in the background may have had interrupts ignored, which children inherit.
        String line = "if env --default-signal=INT true 2>/dev/null; then set -- env --default-signal=INT; fi; "
                + "exec \"$@\" \"$SETOL\" analyze --backend java -o report.csv large.npy";
        Process process = Launch.shell(folder, line).start();
        while (process.isAlive() && names().stream().noneMatch(name -> name.endsWith(".tmp"))) {
            Thread.sleep(20);
        }
        assertThat(process.isAlive()).as("still at work").isTrue();
        interrupt(process);
        Outcome outcome = Launch.await(process);
        assertThat(outcome.exitCode()).isEqualTo(130);
        assertThat(outcome.err()).isEmpty();
        assertThat(names()).containsExactly("large.npy");
    }

    private static void interrupt(Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private List<String> names() throws Exception {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(".javacpp"))
                    .toList();
        }
    }
}
