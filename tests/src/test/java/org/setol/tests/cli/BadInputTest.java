package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with a model is said in one line, at once, and nothing is left behind. */
final class BadInputTest {

    /** A JVM's start on a busy machine; the work itself is milliseconds. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @ParameterizedTest
    @EnumSource(MalformedFiles.class)
    void aMalformedFileIsRefusedInOneLine(MalformedFiles malformed) throws Exception {
        assertRefused(malformed.write(folder).getFileName().toString());
    }

    @Test
    void aFolderWithoutModelsIsRefused() throws Exception {
        Files.createDirectory(folder.resolve("model"));
        Files.writeString(folder.resolve("model/README.md"), "nothing here\n");
        assertRefused("model");
    }

    @Test
    void anIndexThatNamesAMissingShardIsRefused() throws Exception {
        Files.createDirectory(folder.resolve("model"));
        Files.writeString(
                folder.resolve("model/model.safetensors.index.json"),
                "{\"metadata\":{},\"weight_map\":{\"a.weight\":\"model-00001-of-00001.safetensors\"}}");
        assertRefused("model");
    }

    @Test
    void anIndexThatLeavesItsFolderIsRefused() throws Exception {
        Files.createDirectory(folder.resolve("model"));
        Files.write(
                folder.resolve("outside.safetensors"),
                TestModels.safetensors(Map.of("a.weight", TestModels.noise(1, 400))));
        Files.writeString(
                folder.resolve("model/model.safetensors.index.json"),
                "{\"metadata\":{},\"weight_map\":{\"a.weight\":\"../outside.safetensors\"}}");
        assertRefused("model");
    }

    @Test
    void aMissingFileIsRefused() throws Exception {
        assertRefused("missing.safetensors");
    }

    /** Opening one for reading waits for a writer. */
    @Test
    void aNamedPipeIsRefused() throws Exception {
        Launch.shell(folder, "mkfifo pipe.safetensors").run();
        Skip.when(!Files.exists(folder.resolve("pipe.safetensors")), "there is no mkfifo");
        assertRefused("pipe.safetensors");
    }

    @Test
    void anUnreadableFileIsRefused() throws Exception {
        Path model = Files.write(
                folder.resolve("secret.safetensors"),
                TestModels.safetensors(Map.of("a.weight", TestModels.noise(1, 400))));
        Files.setPosixFilePermissions(model, PosixFilePermissions.fromString("---------"));
        Skip.when(Files.isReadable(model), "this user (root?) reads files without permission");
        assertRefused("secret.safetensors");
    }

    @Test
    void aSecondModelThatIsBadLeavesNoHalfReport() throws Exception {
        TestModels.trained(folder);
        List<String> before = everything();
        Outcome outcome = Launch.setol(folder, "analyze", "trained.safetensors", "missing.npz", "-o", "report.csv")
                .run();
        assertRefusal(outcome, "missing.npz");
        assertThat(everything()).isEqualTo(before);
    }

    private void assertRefused(String model) throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("tmp"));
        List<String> before = everything();
        Outcome outcome = Launch.setol(folder, "analyze", model)
                .with("TMPDIR", folder.resolve("tmp").toString())
                .run();
        assertRefusal(outcome, model);
        assertThat(outcome.time()).isLessThan(SOON);
        assertThat(everything()).as("left behind").isEqualTo(before);
    }

    private static void assertRefusal(Outcome outcome, String name) {
        assertThat(outcome.errorLines()).as("stderr").hasSize(1);
        assertThat(outcome.errorLines().getFirst())
                .startsWith("setol: ")
                .contains(name)
                .matches("setol: [^;]+: .*; .+")
                .doesNotContain("Exception")
                .matches(line -> line.chars().noneMatch(Character::isISOControl), "no control characters");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    /** Whatever lies below the folder, but for the cache that JavaCPP keeps in HOME. */
    private List<String> everything() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.map(path -> folder.relativize(path).toString())
                    .filter(path -> !path.startsWith(".javacpp"))
                    .sorted()
                    .toList();
        }
    }
}
