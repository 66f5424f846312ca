package org.setol.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.setol.benchmarks.run.Comparison.Side;

/** The guard's judgement, on forks as JMH recorded them (KsScan, two sizes, a loaded machine) and on planted ones. */
final class GuardTest {

    private static final Path RECORDED = Path.of("src/test/resources/guard");
    private static final double THRESHOLD = 0.05;

    private static List<ForkResult> recorded(int fork) throws IOException {
        return ForkResult.read(new StringReader(Files.readString(RECORDED.resolve("fork" + fork + ".json"))));
    }

    private static List<ForkResult> slowed(List<ForkResult> fork, double factor) {
        return fork.stream()
                .map(result -> new ForkResult(result.key(), result.unit(), factor * result.time()))
                .toList();
    }

    private static List<ForkResult> one(String benchmark, double time) {
        return List.of(new ForkResult(new ForkResult.Key(benchmark, Map.of()), "us/op", time));
    }

    /** Recorded forks against themselves, the larger size slowed. */
    private static Comparison recordedAgainstSlowed(double factor) throws IOException {
        Comparison comparison = new Comparison();
        for (int fork = 1; fork <= 3; fork++) {
            List<ForkResult> base = recorded(fork);
            comparison.add(Side.BASE, base);
            comparison.add(
                    Side.HEAD, List.of(base.getFirst(), slowed(base, factor).getLast()));
        }
        return comparison;
    }

    private static Comparison planted(double... heads) {
        Comparison comparison = new Comparison();
        for (double head : heads) {
            comparison.add(Side.BASE, one("XBenchmark.x", 1));
            comparison.add(Side.HEAD, one("XBenchmark.x", head));
        }
        return comparison;
    }

    @Test
    void aRecordedForkIsReadAsTheMedianOfItsIterations() throws Exception {
        List<ForkResult> fork = recorded(1);
        assertThat(fork).hasSize(2);
        assertThat(fork.getFirst().key())
                .isEqualTo(new ForkResult.Key("KsScanBenchmark.pruned", Map.of("shape", "PARETO_TAIL", "n", "384")));
        assertThat(fork.getFirst().unit()).isEqualTo("us/op");
        assertThat(fork.getFirst().time()).isEqualTo(7413.679896551724);
        assertThat(fork.getFirst().key().words()).isEqualTo("n=384 shape=PARETO_TAIL");
    }

    @Test
    void whatJmhDidNotWriteIsRefused() {
        for (String wrong :
                List.of("", "{}", "[{}]", "[{\"benchmark\": \"a.B.c\"}]", "[{\"primaryMetric\": {\"rawData\": [[1")) {
            assertThatThrownBy(() -> ForkResult.read(new StringReader(wrong)))
                    .as(wrong)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aThroughputIsComparedAsATime() throws Exception {
        String file = """
                [{"benchmark": "a.B.c", "mode": "thrpt", "primaryMetric": {"rawData": [[4, 2, 8]], "scoreUnit": "ops/s"}}]
                """;
        assertThat(ForkResult.read(new StringReader(file)))
                .containsExactly(new ForkResult(new ForkResult.Key("B.c", Map.of()), "1/(ops/s)", 0.25));
    }

    @Test
    void onlyTheSlowedBenchmarkIsSlower() throws Exception {
        Comparison comparison = recordedAgainstSlowed(1.1);
        assertThat(comparison.rows()).extracting(row -> row.verdict(THRESHOLD)).containsExactly("-", "slower");
        assertThat(comparison.hasSlower(THRESHOLD)).isTrue();
        assertThat(comparison.hasSlower(0.2)).as("within a threshold of 20 %").isFalse();
        assertThat(recordedAgainstSlowed(1).hasSlower(THRESHOLD)).isFalse();
        assertThat(recordedAgainstSlowed(0.8).rows().getLast().verdict(THRESHOLD))
                .isEqualTo("faster");
    }

    @Test
    void theIntervalIsStudents() {
        // Logarithms 0.1, 0.2, 0.3: mean 0.2, standard error 0.1 / sqrt 3; the 0.995 quantile of two degrees is
        // 9.92484.
        PairedRatio ratio = planted(Math.exp(0.1), Math.exp(0.2), Math.exp(0.3))
                .rows()
                .getFirst()
                .ratio()
                .orElseThrow();
        double half = 9.92484 * 0.1 / Math.sqrt(3);
        assertThat(Math.log(ratio.ratio())).isCloseTo(0.2, within(1e-12));
        assertThat(Math.log(ratio.low())).isCloseTo(0.2 - half, within(1e-5));
        assertThat(Math.log(ratio.high())).isCloseTo(0.2 + half, within(1e-5));
    }

    @Test
    void slowerByChanceIsNotSlower() {
        assertThat(planted(0.9, 1.5, 1.0, 1.4, 1.0).hasSlower(THRESHOLD)).isFalse();
        assertThat(planted(1.19, 1.2, 1.21, 1.2, 1.2).hasSlower(THRESHOLD)).isTrue();
        assertThat(planted(1.02, 1.02, 1.02).hasSlower(THRESHOLD))
                .as("certain, but little")
                .isFalse();
    }

    @Test
    void aSinglePairProvesNothing() {
        assertThat(planted(2).hasSlower(THRESHOLD)).isFalse();
    }

    @Test
    void whatOnlyOneSideHasIsNamedAndNotJudged() {
        Comparison comparison = new Comparison();
        comparison.add(Side.BASE, one("OldBenchmark.x", 1));
        comparison.add(Side.HEAD, one("NewBenchmark.x", 1));
        assertThat(comparison.rows()).extracting(Comparison.Row::ratio).containsOnly(Optional.empty());
        assertThat(comparison.rows())
                .extracting(row -> row.verdict(THRESHOLD))
                .containsExactly("only in BASE", "only in HEAD");
    }

    @Test
    void theTableAndTheFileSayWhatWasFound() throws Exception {
        GuardRequest request = GuardRequest.parse(List.of("--rounds", "3", "KsScan"));
        Comparison comparison = recordedAgainstSlowed(1.1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GuardRun.print(new PrintStream(out, true, StandardCharsets.UTF_8), comparison, request, "abc", "def");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "BASE abc, HEAD def: medians of 3 forks, 6 of what looked slower or faster",
                        "99 % interval; threshold 5 %")
                .containsPattern(
                        "KsScanBenchmark.pruned +n=1024 shape=PARETO_TAIL .*us/op +1.100 +1.100 +1.100 +slower");
        StringWriter file = new StringWriter();
        GuardRun.write(file, comparison, request, "abc", "def");
        assertThat(file.toString())
                .contains("\"name\":\"guard against abc\"", "\"commit\":\"def\"", "\"ratio\":[1.1000,1.1000,1.1000]")
                .contains("\"verdict\":\"slower\"", "\"base\":[7413.7,");
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        assertThat(GuardRequest.parse(List.of("A", "B", "--", "-f", "2")).names())
                .containsExactly("A", "B");
        assertThat(GuardRequest.parse(List.of("A", "--", "-wi", "2")).jmh()).containsExactly("-wi", "2");
        assertThat(GuardRequest.parse(List.of("A", "--", "-p", "n=1,2", "-wi", "2"))
                        .narrowedTo(Map.of("n", "2"))
                        .jmh())
                .containsExactly("-wi", "2", "-p", "n=2");
        for (List<String> wrong : List.of(
                List.of("--rounds", "2"), List.of("--rounds"), List.of("--threshold", "x"), List.of("--forks", "3"))) {
            assertThatThrownBy(() -> GuardRequest.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
