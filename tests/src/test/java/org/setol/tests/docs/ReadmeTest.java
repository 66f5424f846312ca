package org.setol.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SNIPPETS = Path.of("src/test/java/org/setol/tests/docs/ReadmeSnippets.java");

    /** The fenced block after a marker line. */
    private static String block(String marker) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
        int start = lines.indexOf("<!-- " + marker + " -->");
        assertThat(start).as("README has no marker %s", marker).isNotNegative();
        return lines.stream()
                .skip(start + 2)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theOutputShownIsTheOutput() throws Exception {
        Process process = new ProcessBuilder(ROOT.resolve("cli/setol").toString(), "demo")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output.strip()).isEqualTo(block("output of: cli/setol demo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyze", "spectrum", "freeprob"})
    void theCodeShownIsTheCodeThatRuns(String snippet) throws Exception {
        String code = Files.readAllLines(SNIPPETS).stream()
                .dropWhile(line -> !line.strip().equals("// snippet: " + snippet))
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// end"))
                .collect(Collectors.joining("\n"))
                .stripIndent();
        assertThat(block("snippet: " + snippet)).isEqualTo(code).isNotEmpty();
    }

    @Test
    void theSnippetsWork() throws Exception {
        Path model = Path.of("src/test/resources/models/mlp3-lr8.safetensors");
        assertThat(ReadmeSnippets.analyze(model)).startsWith("fc1 fc2 out 5.89");
        double[] weights = new SplittableRandom(1)
                .doubles(784 * 300)
                .map(u -> Math.pow(u + 1e-9, -0.45))
                .toArray();
        assertThat(ReadmeSnippets.spectrum(weights)).startsWith("alpha ");
        assertThat(ReadmeSnippets.freeProbability(weights)).contains(" +- ").endsWith(" i");
    }
}
