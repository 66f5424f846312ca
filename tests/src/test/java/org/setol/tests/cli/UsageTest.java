package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage errors and help, as a shell sees them; the variants of single options are tested without a process. */
final class UsageTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void usageErrorsAreOneLineAndExitTwo() throws Exception {
        List<List<String>> lines = List.of(
                List.of(),
                List.of("demo", "--no-such-option"),
                List.of("demo", "--randomize", "--seed", "one"),
                List.of("demo", "--threads", "0"),
                List.of("demo", "--backend", "abacus"));
        for (List<String> line : lines) {
            Outcome outcome = Launch.setol(folder, line.toArray(String[]::new)).run();
            assertThat(outcome.errorLines()).as("%s", line).hasSize(1);
            assertThat(outcome.err()).startsWith("setol: ");
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void helpGoesToStdout() throws Exception {
        Outcome outcome = Launch.setol(folder, "--help").run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("analyze", "describe", "demo", "backends", "generate-completion");
    }

    @Test
    void backendsTellsOfEachWhetherItCanRun() throws Exception {
        Outcome outcome = Launch.setol(folder, "backends", "--no-probe").run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("lapack-gesdd", "lapack-gram", "cuda-gram", "java", "kernels: ");
    }

    @Test
    void aBackendThatCannotRunHereIsRefusedInOneLine() throws Exception {
        Launch asked =
                Launch.setol(folder, "demo", "--backend", "cuda-gram").with("SETOL_CUDA_PATH", folder.toString());
        Outcome outcome = asked.run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith("setol: backend cuda-gram is not available: ")
                .contains("libcu", "; install ");
    }

    /** Two files that say by their names that CUDA 12 is installed where 13 is needed. */
    @Test
    void aDeviceThatCannotBeUsedIsToldInOneLineAndTheProcessorComputes() throws Exception {
        Files.createFile(folder.resolve("libcuda.so.1"));
        Path old = Files.createFile(folder.resolve("libcudart.so.12"));
        Outcome outcome = Launch.setol(folder, "demo")
                .with("SETOL_CUDA_PATH", folder.toString())
                .run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("fc1");
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith("setol: warning: the GPU is not used: found " + old + ", needed is libcudart.so.13");
    }

    /** A driver, and none of CUDA's libraries: as on a machine whose device nobody has computed on yet. */
    @Test
    void librariesThatAreMissingBesideADriverAreToldInOneLineToo() throws Exception {
        Files.createFile(folder.resolve("libcuda.so.1"));
        Outcome outcome = Launch.setol(folder, "demo")
                .with("SETOL_CUDA_PATH", folder.toString())
                .run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith("setol: warning: the GPU is not used: libcudart.so.13 is in none of 1 folders; install ");
    }

    @Test
    void theCompletionScriptIsSoundShell() throws Exception {
        Outcome outcome = Launch.shell(
                        folder,
                        "\"$SETOL\" generate-completion >setol_completion && bash -n setol_completion"
                                + " && grep -c -e --save-spectra setol_completion")
                .run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }
}
