package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** smooth, sharpen and truncate as their users run them. */
final class RewriteProcessTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void smoothingWritesAModelAndSaysWhatWasDone() throws Exception {
        TestModels.trained(folder);
        Outcome smoothed = Launch.setol(
                        folder, "smooth", "trained.safetensors", "-o", "new.safetensors", "--format", "json")
                .run();
        assertThat(smoothed.exitCode()).isZero();
        assertThat(smoothed.out())
                .contains("\"rule\": \"detx\"", "\"status\": \"changed\"", "\"tensor\": \"fc1.bias\"");
        Outcome read = Launch.setol(folder, "describe", "new.safetensors").run();
        assertThat(read.exitCode()).isZero();
        assertThat(read.out()).contains("6 tensors");
    }

    /** Arguments after the model, and what the line on stderr must say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smooth -o trained.safetensors | is a file of the model itself",
                "smooth -o link.safetensors | is a file of the model itself",
                "truncate --rule pl -o absent/new.safetensors | its folder does not exist",
                "truncate --rule pl -o full | exists and is not an empty folder",
                "sharpen -o new.pt | models are written as safetensors",
                "sharpen -o new.safetensors --no-pool | --no-pool does not apply",
                "smooth -o new.safetensors --by best | is none of detx, pl, mp, auto, erg",
                "smooth -o new.safetensors --k 3 --percent 80 | three ways to say how many",
                "smooth -o new.safetensors --k 0 | 0 directions are none",
                "smooth -o new.safetensors --percent 120 | is not between",
                "smooth -o new.safetensors --dtype float8 | is none of keep, float32",
                "smooth -o - | '-' is not a file name here",
                "smooth --k 3 | Missing required option",
                "truncate -o new.safetensors | Missing required option",
                "truncate -o new.safetensors --rule all | --rule",
            })
    void whatMakesNoSenseIsRefusedAndNothingIsLeftBehind(String arguments, String naming) throws Exception {
        Path model = TestModels.trained(folder);
        Files.createSymbolicLink(folder.resolve("link.safetensors"), model);
        Files.createDirectories(folder.resolve("full/of"));
        byte[] before = Files.readAllBytes(model);
        String command = arguments.substring(0, arguments.indexOf(' '));
        String rest = arguments.substring(command.length());

        Outcome outcome = Launch.shell(folder, "exec \"$SETOL\" " + command + " trained.safetensors" + rest)
                .run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith("setol: ")
                .contains(naming);
        assertThat(model).hasBinaryContent(before);
        assertThat(files()).containsExactlyInAnyOrder("trained.safetensors", "link.safetensors", "full");
    }

    @Test
    void aLayerForWhichTheRuleHasNoAnswerIsCopiedWithTheReason() throws Exception {
        Files.write(folder.resolve("flat.safetensors"), TestModels.safetensors(Map.of("zero.weight", new float[400])));
        Outcome outcome = Launch.setol(folder, "truncate", "flat.safetensors", "--rule", "pl", "-o", "new.safetensors")
                .run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("unchanged", "a matrix of zeros has no tail", "0 of 1 layers changed");
        assertThat(outcome.err()).contains("warning: new.safetensors: no layer was changed");
        assertThat(folder.resolve("new.safetensors")).exists();
    }

    /** Ended in the middle of the first layers; the matrices are wide enough for seconds of work. */
    @Test
    void aTerminatedRunLeavesNothing() throws Exception {
        int side = 20 * 40_000;
        Files.write(
                folder.resolve("large.safetensors"),
                TestModels.safetensors(Map.of(
                        "a.weight", TestModels.noise(1, side),
                        "b.weight", TestModels.noise(2, side),
                        "c.weight", TestModels.noise(3, side))));
        Process process = Launch.setol(folder, "smooth", "large.safetensors", "-o", "new.safetensors", "--k", "3")
                .start();
        while (process.isAlive() && files().stream().noneMatch(name -> name.endsWith(".tmp"))) {
            Thread.sleep(1);
        }
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(files()).noneMatch(name -> name.endsWith(".tmp"));
        if (process.exitValue() != 0) {
            assertThat(files()).containsExactly("large.safetensors");
        }
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(".javacpp"))
                    .toList();
        }
    }
}
