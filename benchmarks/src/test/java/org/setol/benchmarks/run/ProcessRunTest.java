package org.setol.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
final class ProcessRunTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsMediansAndTheirRatio() throws Exception {
        // "sleep" stands for setol, its argument for the model.
        int status = run(List.of("sleep"), "--runs", "3", "0.05", "--", "sleep", "0.2");

        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("setol  median 0\\.\\d{3} s, .* over 3 runs")
                .containsPattern("peer   median 0\\.\\d{3} s, .* over 3 runs")
                .containsPattern("ratio  \\d\\.\\d\\d \\(peer / setol\\), 99 % interval \\d\\.\\d\\d to \\d+\\.\\d\\d");
    }

    @Test
    void oneRunHasNoInterval() throws Exception {
        assertThat(run(List.of("true"), "--runs", "1", "model", "--", "true")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("ratio  .* \\(peer / setol\\)\\R$");
    }

    @Test
    void aCommandThatFailsEndsTheComparisonWithWhatItSaid() throws Exception {
        int status = run(List.of("true"), "model", "--", "sh", "-c", "echo no such thing >&2; exit 3");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("ended with status 3", "no such thing");
    }

    @Test
    void argumentsThatMakeNoSenseAreExplained() throws Exception {
        assertThat(run(List.of("true"), "model")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("peer's command is missing", "usage:");
        assertThat(run(List.of("true"), "--", "true")).isEqualTo(2);
        assertThat(run(List.of("true"), "--runs", "0", "model", "--", "true")).isEqualTo(2);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(new Timing(List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
        assertThat(new Timing(List.of(9.0, 1.0, 3.0)).median()).isEqualTo(3);
    }

    private int run(List<String> ours, String... words) throws InterruptedException {
        PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
        return ProcessRun.run(ours, "commit", List.of(words), captured, complaints);
    }
}
