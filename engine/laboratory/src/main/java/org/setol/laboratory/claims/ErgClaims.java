package org.setol.laboratory.claims;

import java.util.List;
import java.util.stream.Collectors;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.Line;
import org.setol.laboratory.results.RunResult;

/** The ERG condition against the power law: Fig 20 and 21. Delta lambda_min is on the spectrum of mean 1 (Eqn 164). */
final class ErgClaims {

    private static final double NEAR_LINEAR = 0.95;

    private ErgClaims() {}

    /** Fig 20, for the learning rates. */
    static Claim crossing(Experiment rates) {
        String text = "FC1: Delta lambda_min falls in order 8x > 16x > 0 > 32x in every run";
        if (!rates.has(8, 16, 32)) {
            return new Claim("20", text, Verdict.NOT_TESTED, "needs runs at 8x, 16x, 32x");
        }
        double least = extreme(rates, 8, true);
        boolean holds =
                least > extreme(rates, 16, false) && extreme(rates, 16, true) > 0 && extreme(rates, 32, false) < 0;
        return new Claim("20", text, Verdict.of(holds), Tell.numbers(rates, "fc1.delta_lambda_min", 3, 8, 16, 32));
    }

    private static double extreme(Experiment rates, double strength, boolean least) {
        var values = rates.runsAt(strength).stream().mapToDouble(run -> run.get("fc1.delta_lambda_min"));
        return (least ? values.min() : values.max()).orElse(Double.NaN);
    }

    /** Fig 21, for one experiment; its panels are named by the letters for FC1 and FC2. */
    static List<Claim> march(Experiment experiment, String first, String second) {
        String near = "FC1: alpha and Delta lambda_min fall together on a line at the end (r > 0.95)";
        String both = "FC1: alpha < 2 and Delta lambda_min < 0 come together in every run";
        String weaker = "FC2: the same relation is weaker (smaller r)";
        List<RunResult> runs = experiment.all();
        if (experiment.runs().size() < 3) {
            return List.of(untested(first, near), untested(first, both), untested(second, weaker));
        }
        Line one = line(runs, "fc1");
        Line two = line(runs, "fc2");
        return List.of(
                new Claim(
                        first,
                        near,
                        Verdict.of(one.correlation() > NEAR_LINEAR),
                        "r " + Tell.decimal(one.correlation(), 3) + " over " + runs.size()
                                + " runs; the line meets 0 at" + " alpha "
                                + Tell.decimal(-one.intercept() / one.slope(), 3)),
                together(runs, first, both),
                new Claim(
                        second,
                        weaker,
                        Verdict.of(two.correlation() < one.correlation()),
                        "r FC1 " + Tell.decimal(one.correlation(), 3) + ", FC2 " + Tell.decimal(two.correlation(), 3)));
    }

    private static Claim together(List<RunResult> runs, String figure, String text) {
        List<RunResult> apart = runs.stream()
                .filter(run -> (run.get("fc1.alpha") < 2) != (run.get("fc1.delta_lambda_min") < 0))
                .toList();
        String evidence = apart.isEmpty()
                ? "in all " + runs.size() + " runs"
                : "not in "
                        + apart.stream()
                                .limit(3)
                                .map(run -> run.recipe().name() + " (alpha " + Tell.decimal(run.get("fc1.alpha"), 3)
                                        + ", " + Tell.decimal(run.get("fc1.delta_lambda_min"), 3) + ")")
                                .collect(Collectors.joining(", "))
                        + " of " + runs.size() + " runs";
        return new Claim(figure, text, Verdict.of(apart.isEmpty()), evidence);
    }

    private static Line line(List<RunResult> runs, String layer) {
        return Line.through(runs, run -> run.get(layer + ".alpha"), run -> run.get(layer + ".delta_lambda_min"));
    }

    private static Claim untested(String figure, String text) {
        return new Claim(figure, text, Verdict.NOT_TESTED, "needs runs at three settings");
    }
}
