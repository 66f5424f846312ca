package org.setol.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.setol.benchmarks.run.Comparison.Side;

/** Which forks the guard runs, on planted times: two benchmarks of which one has two sizes, no JMH. */
final class RoundsTest {

    private static final double THRESHOLD = 0.05;
    private static final GuardRequest REQUEST = GuardRequest.parse(List.of("--rounds", "3", "--", "-p", "n=1,2"));
    private static final List<String> METHODS = List.of("a.XBenchmark.x", "a.YBenchmark.y");

    /** HEAD's times of {@code YBenchmark.y} with n = 2, a fork each; all else takes 1. */
    private final List<Double> times = new ArrayList<>();

    private final List<String> started = new ArrayList<>();
    private final List<String> confirming = new ArrayList<>();

    private List<ForkResult> fork(Side side, String method, GuardRequest request) {
        started.add(side + " " + method);
        boolean narrowed = !request.jmh().equals(REQUEST.jmh());
        if (narrowed) {
            confirming.add(side + " " + method + " " + String.join(" ", request.jmh()));
        }
        String name = ResultFile.shortName(method);
        List<ForkResult> results = new ArrayList<>();
        for (String n : narrowed ? List.of("2") : List.of("1", "2")) {
            boolean planted = side == Side.HEAD && name.equals("YBenchmark.y") && n.equals("2");
            ForkResult.Key key = new ForkResult.Key(name, Map.of("n", n));
            results.add(new ForkResult(key, "us/op", planted ? times.removeFirst() : 1));
        }
        return results;
    }

    private Comparison run(List<String> known, Double... heads) throws Exception {
        times.addAll(List.of(heads));
        Comparison comparison = new Rounds(this::fork, REQUEST, line -> {}).run(METHODS, known);
        assertThat(times).as("forks that did not run").isEmpty();
        return comparison;
    }

    @Test
    void whatDoesNotDifferRunsOnceInTurn() throws Exception {
        assertThat(run(METHODS, 1.0, 1.2, 0.9).hasSlower(THRESHOLD)).isFalse();
        assertThat(started).hasSize(12).startsWith("BASE a.XBenchmark.x", "HEAD a.XBenchmark.x", "BASE a.XBenchmark.x");
        assertThat(confirming).isEmpty();
    }

    @Test
    void onlyTheSuspectRunsAgainWithItsOwnParameters() throws Exception {
        Comparison comparison = run(METHODS, 1.2, 1.21, 1.2, 1.2, 1.21, 1.2);
        assertThat(confirming)
                .hasSize(6)
                .startsWith("BASE a.YBenchmark.y -p n=2", "HEAD a.YBenchmark.y -p n=2", "BASE a.YBenchmark.y -p n=2");
        assertThat(comparison.hasSlower(THRESHOLD)).isTrue();
        assertThat(comparison.rows().getLast().head())
                .as("all rounds are kept")
                .containsExactly(1.2, 1.21, 1.2, 1.2, 1.21, 1.2);
    }

    @Test
    void aSuspectThatIsNotConfirmedIsNotSlower() throws Exception {
        // The run that made this necessary: 1.185, 1.203, 1.228, then as the base.
        assertThat(run(METHODS, 1.185, 1.203, 1.228, 1.0, 1.01, 0.99).hasSlower(THRESHOLD))
                .isFalse();
        assertThat(confirming).hasSize(6);
    }

    @Test
    void aGainIsConfirmedToo() throws Exception {
        assertThat(run(METHODS, 0.8, 0.81, 0.8, 0.8, 0.81, 0.8).rows().getLast().verdict(THRESHOLD))
                .isEqualTo("faster");
        assertThat(confirming).hasSize(6);
    }

    @Test
    void whatTheBaseDoesNotHaveRunsInHeadAlone() throws Exception {
        Comparison comparison = run(List.of("a.XBenchmark.x"), 5.0, 5.0, 5.0);
        assertThat(started).hasSize(9).doesNotContain("BASE a.YBenchmark.y");
        assertThat(comparison.rows().getLast().verdict(THRESHOLD)).isEqualTo("only in HEAD");
    }
}
