package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report's file appears whole or not at all. */
final class ReportFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @BeforeEach
    void model() throws Exception {
        TestModels.trained(folder);
    }

    private Outcome analyze(String... more) throws Exception {
        List<String> arguments = Stream.concat(Stream.of("analyze", "trained.safetensors"), Stream.of(more))
                .toList();
        return Launch.setol(folder, arguments.toArray(String[]::new)).run();
    }

    private static void assertRefused(Outcome outcome, String message) {
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err()).startsWith("setol: ").contains(message);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void theReportReplacesAnEarlierOneAndALinkStaysALink() throws Exception {
        Files.writeString(folder.resolve("earlier.csv"), "earlier");
        Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("earlier.csv"));
        Outcome outcome = analyze("-o", "link.csv");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(folder.resolve("link.csv")).isSymbolicLink();
        assertThat(folder.resolve("earlier.csv"))
                .content()
                .startsWith("layer_id,name,")
                .hasLineCount(4);
        assertThat(names()).containsExactlyInAnyOrder("trained.safetensors", "earlier.csv", "link.csv");
    }

    @Test
    void aFailedRunLeavesTheEarlierReport() throws Exception {
        Files.writeString(folder.resolve("report.csv"), "earlier");
        Outcome outcome = analyze("missing.npz", "-o", "report.csv");
        assertRefused(outcome, "missing.npz");
        assertThat(folder.resolve("report.csv")).hasContent("earlier");
        assertThat(names()).containsExactlyInAnyOrder("trained.safetensors", "report.csv");
    }

    @Test
    void aFolderThatDoesNotExistIsSaidBeforeTheWork() throws Exception {
        assertRefused(analyze("-o", "absent/report.csv"), "absent/report.csv: its folder does not exist");
        assertThat(names()).containsExactly("trained.safetensors");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidBeforeTheWork() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        Skip.when(Files.isWritable(locked), "this user (root?) writes without permission");
        assertRefused(analyze("-o", "locked/report.csv"), "locked/report.csv: permission denied");
    }

    @Test
    void theModelItselfIsNeverReplaced() throws Exception {
        byte[] before = Files.readAllBytes(folder.resolve("trained.safetensors"));
        assertRefused(analyze("--format", "csv", "-o", "./trained.safetensors"), "is the model itself");
        assertThat(folder.resolve("trained.safetensors")).hasBinaryContent(before);
    }

    /** Weights, index and configuration of a folder, by whatever command and option; a report that lies there is no part of it. */
    @Test
    void noFileOfAModelsFolderIsReplaced() throws Exception {
        Path model = Files.createDirectory(folder.resolve("hub"));
        Files.move(folder.resolve("trained.safetensors"), model.resolve("part.safetensors"));
        Files.writeString(
                model.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"fc1.weight\": \"part.safetensors\"}}");
        Files.writeString(model.resolve("config.json"), "{}");
        Files.writeString(model.resolve("other.bin"), "weights in another format");
        String[][] commands = {
            {"analyze", "hub", "-o", "hub/model.safetensors.index.json"},
            {"analyze", "hub", "-o", "hub/config.json"},
            {"analyze", "hub", "--format", "csv", "-o", "hub/other.bin"},
            {"analyze", "hub", "--save-spectra", "hub/part.safetensors"},
            {"analyze", "hub/model.safetensors.index.json", "--save-spectra", "hub/part.safetensors"},
            {"compare", "hub", "hub", "--format", "json", "-o", "hub/part.safetensors"},
            {"distances", "hub", "hub", "--format", "json", "-o", "hub/config.json"},
        };
        for (String[] command : commands) {
            assertRefused(Launch.setol(folder, command).run(), "is a file of the model hub");
        }
        assertThat(model.resolve("config.json")).hasContent("{}");
        for (int run = 1; run <= 2; run++) {
            assertThat(Launch.setol(folder, "analyze", "hub", "-o", "hub/report.json")
                            .run()
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void aConditionOnAColumnThatThereIsNotIsRefusedBeforeTheWork() throws Exception {
        assertRefused(analyze("--fail-on", "foo>6", "-o", "report.csv"), "'foo' is no column of this run");
        assertThat(names()).containsExactly("trained.safetensors");
    }

    @Test
    void aDeviceIsWrittenToAndStaysADevice() throws Exception {
        Outcome outcome = analyze("-o", "/dev/stdout");
        assertThat(outcome.out()).contains("fc1");
        assertThat(Path.of("/dev/stdout")).isSymbolicLink();
    }

    private List<String> names() throws Exception {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(".javacpp"))
                    .toList();
        }
    }
}
