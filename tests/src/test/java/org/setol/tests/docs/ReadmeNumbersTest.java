package org.setol.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's numbers of speed are those of the result files that it names. */
final class ReadmeNumbersTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern NAMED = Pattern.compile("`?(benchmarks/results/[\\w./-]+\\.(?:json|md))`?");

    /** One cell of the table: a matrix, a route. */
    private record Question(String shape, String backend, String precision) {

        /** Seconds with so many threads, as the table writes them. */
        BigDecimal seconds(JsonNode results, int threads) {
            for (JsonNode result : results) {
                JsonNode params = result.get("params");
                if (params.get("shape").asText().equals(shape)
                        && params.get("backend").asText().equals(backend)
                        && params.get("precision").asText().equals(precision)
                        && params.get("threads").asInt() == threads) {
                    return rounded(1 / median(result.get("samples")));
                }
            }
            throw new AssertionError("no result of " + this + " with " + threads + " threads");
        }
    }

    private static double median(JsonNode samples) {
        double[] values = new double[samples.size()];
        Arrays.setAll(values, k -> samples.get(k).asDouble());
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Two digits, or one below 0.01. */
    private static BigDecimal rounded(double seconds) {
        return new BigDecimal(seconds).round(new MathContext(seconds < 0.01 ? 1 : 2));
    }

    private static String readme() throws Exception {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.split("\\|")).skip(1).map(String::strip).toList();
    }

    @Test
    void everyResultFileThatIsNamedIsThere() throws Exception {
        Matcher named = NAMED.matcher(readme());
        List<String> files = named.results().map(match -> match.group(1)).toList();
        assertThat(files).isNotEmpty();
        assertThat(files).allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    @Test
    void theSecondsOfTheTableAreThoseMeasured() throws Exception {
        List<String> lines = readme().lines().toList();
        int marker = -1;
        for (int k = 0; k < lines.size(); k++) {
            if (lines.get(k).startsWith("<!-- seconds of: ")) {
                marker = k;
            }
        }
        assertThat(marker).as("the marker <!-- seconds of: FILE -->").isNotNegative();
        String file = lines.get(marker).replaceFirst("<!-- seconds of: (.*) -->", "$1");
        JsonNode results =
                new ObjectMapper().readTree(ROOT.resolve(file).toFile()).get("results");

        List<String> routes = cells(lines.get(marker + 1));
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (int k = marker + 3; lines.get(k).startsWith("|"); k++) {
            List<String> row = cells(lines.get(k));
            for (int column = 1; column < routes.size(); column++) {
                String route = routes.get(column);
                Question question = new Question(
                        row.getFirst().replace(" ", ""),
                        route.contains("gesdd") ? "lapack-gesdd" : "lapack-gram",
                        route.contains("float32") ? "FLOAT32" : "FLOAT64");
                String expected = question.seconds(results, 1).toPlainString() + " / "
                        + question.seconds(results, 2).toPlainString();
                checked++;
                if (!row.get(column).equals(expected)) {
                    wrong.add(question + " is " + row.get(column) + ", measured " + expected);
                }
            }
        }
        assertThat(checked).isPositive();
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatTheTextSaysStandsInTheFileOfWholeProcesses() throws Exception {
        String text = readme().replaceAll("\\s+", " ");
        Matcher passage = Pattern.compile("Whole processes, JVM start included \\(`([^`]+)`\\): (.*?) All on ")
                .matcher(text);
        assertThat(passage.find()).isTrue();
        String measured = Files.readString(ROOT.resolve(passage.group(1)));
        List<String> seconds = Pattern.compile("(\\d+\\.\\d+) s\\b")
                .matcher(passage.group(2))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(seconds).isNotEmpty();
        assertThat(seconds)
                .allSatisfy(number -> assertThat(roundedTo(number, measured))
                        .as("%s s stands in %s", number, passage.group(1))
                        .isTrue());
    }

    /** Whether some number of seconds in the text rounds to this one. */
    private static boolean roundedTo(String number, String text) {
        int digits = number.length() - number.indexOf('.') - 1;
        return Pattern.compile("(\\d+\\.\\d+) s\\b")
                .matcher(text)
                .results()
                .map(match -> new BigDecimal(match.group(1)))
                .anyMatch(exact ->
                        exact.setScale(digits, java.math.RoundingMode.HALF_UP).compareTo(new BigDecimal(number)) == 0);
    }
}
