package org.setol.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchmarkRunTest {

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void keepsResultsWithMachineAndCommit() throws Exception {
        // Without a fork, and hardly measured: this is about the file.
        int status = BenchmarkRun.run(
                folder, "abc123", "Elementary", "--", "-f", "0", "-wi", "0", "-i", "2", "-r", "1ms", "-v", "silent");

        assertThat(status).isZero();
        Path file = only(folder);
        assertThat(file.getFileName().toString()).matches("Elementary-\\d{4}-\\d\\d-\\d\\d\\.json");
        String text = Files.readString(file);
        requireJson(text);
        assertThat(text)
                .contains("\"commit\":\"abc123\"", "\"cores\":", "\"java\":\"")
                .containsPattern(
                        "\"benchmark\":\"ElementaryBenchmark.exp\",.*\"unit\":\"ns/op\",\"samples\":\\[\\S+,\\S+]");
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() throws Exception {
        assertThat(BenchmarkRun.run(folder, "abc")).isEqualTo(2);
        assertThat(BenchmarkRun.run(folder, "abc", "-f", "1")).isEqualTo(2);
        assertThat(BenchmarkRun.run(folder, "abc", "KsScan", "-f")).isEqualTo(2);
        assertThat(BenchmarkRun.run(folder, "abc", "KsScan", "--", "--no-such-option"))
                .isEqualTo(2);
    }

    private static Path only(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static void requireJson(String text) throws Exception {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                // Throws at anything that is not JSON.
            }
        }
    }
}
