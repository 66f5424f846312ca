package org.setol.laboratory.claims;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.Line;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.results.Sample;

/** Training one layer only: FC1 in Fig 27, FC2 in Fig 28. */
final class OverloadClaims {

    private OverloadClaims() {}

    /** Fig 27: FC1 alone. */
    static List<Claim> first(Experiment rates) {
        String below = "FC1 alone: alpha of FC1 ends well below 2 (1.9) in every run";
        String linear =
                "FC1 alone: above alpha 2 test error falls linearly with alpha, one line for all rates (r > 0.95)";
        String kink = "FC1 alone: below alpha 2 test error falls less steeply with alpha than above";
        String learnt = "FC1 alone: train error first falls below 0.1% at alpha near 1.7 (1.6 to 1.8) in every run";
        List<RunResult> runs = rates.all();
        if (runs.isEmpty()) {
            return List.of(
                    untested("27", below), untested("27b", linear), untested("27b", kink), untested("27a", learnt));
        }
        boolean ends = runs.stream().allMatch(run -> run.get("fc1.alpha") < 1.9);
        Line above = errorOverAlpha(runs, epoch -> epoch.get("fc1.alpha") > 2);
        Line under = errorOverAlpha(runs, epoch -> epoch.get("fc1.alpha") < 2);
        return List.of(
                new Claim("27", below, Verdict.of(ends), told(runs, run -> run.get("fc1.alpha"))),
                new Claim(
                        "27b",
                        linear,
                        Verdict.of(above.correlation() > 0.95),
                        "r " + Tell.decimal(above.correlation(), 3) + " over " + above.count() + " epochs"),
                new Claim(
                        "27b",
                        kink,
                        under.count() > 2 ? Verdict.of(under.slope() < above.slope()) : Verdict.NOT_TESTED,
                        "slope above " + Tell.decimal(100 * above.slope(), 2) + ", below "
                                + Tell.decimal(100 * under.slope(), 2) + " points of error a unit of alpha"),
                learnt(runs, learnt));
    }

    private static Line errorOverAlpha(List<RunResult> runs, Predicate<EpochRecord> where) {
        List<EpochRecord> epochs = runs.stream()
                .flatMap(run -> EpochClaims.late(run).stream())
                .filter(where)
                .toList();
        return Line.through(epochs, epoch -> epoch.get("fc1.alpha"), epoch -> epoch.get("test_error"));
    }

    private static Claim learnt(List<RunResult> runs, String text) {
        List<Double> alphas = new ArrayList<>();
        for (RunResult run : runs) {
            run.epochs().stream()
                    .filter(epoch -> epoch.get("train_error") < EpochClaims.LEARNT)
                    .findFirst()
                    .ifPresent(epoch -> alphas.add(epoch.get("fc1.alpha")));
        }
        boolean near = alphas.size() == runs.size() && alphas.stream().allMatch(a -> a >= 1.6 && a <= 1.8);
        return new Claim(
                "27a",
                text,
                Verdict.of(near),
                "in " + alphas.size() + " of " + runs.size() + " runs, at alpha " + Tell.with(Sample.of(alphas), 3));
    }

    /** Fig 28: FC2 alone. */
    static List<Claim> second(Experiment rates) {
        String down = "FC2 alone: alpha of FC2 falls to about 1.5 (1.4 to 1.6) in every run at 16x and 32x";
        String back = "FC2 alone: then alpha rises again, by 0.1 or more, while test error still falls";
        String error = "FC2 alone: test error's least is slightly more than 3% (3 to 3.5)";
        String apart =
                "FC2 alone: seeds end at different alphas, further apart than at their least (standard deviation)";
        List<RunResult> runs = rates.all().stream()
                .filter(run -> Experiment.strength(run.recipe()) >= 16)
                .toList();
        if (runs.isEmpty()) {
            return List.of(untested("28", down), untested("28", back), untested("28bd", error), untested("28", apart));
        }
        boolean low = runs.stream().allMatch(run -> {
            double least = alpha(lowest(run));
            return least >= 1.4 && least <= 1.6;
        });
        Sample errors =
                Sample.of(runs.stream().map(OverloadClaims::leastTestError).toList());
        return List.of(
                new Claim("28", down, Verdict.of(low), told(runs, run -> alpha(lowest(run)))),
                new Claim(
                        "28",
                        back,
                        Verdict.of(runs.stream().allMatch(OverloadClaims::rebounds)),
                        "rises by " + told(runs, run -> alpha(run.epochs().getLast()) - alpha(lowest(run)))
                                + "; least test error later than least alpha in "
                                + runs.stream()
                                        .filter(OverloadClaims::errorStillFalls)
                                        .count() + " of " + runs.size()),
                new Claim(
                        "28bd",
                        error,
                        Verdict.of(runs.stream().allMatch(run -> {
                            double least = leastTestError(run);
                            return least >= 0.03 && least <= 0.035;
                        })),
                        Tell.percent(errors)),
                apart(rates, apart));
    }

    private static Claim apart(Experiment rates, String text) {
        List<String> told = new ArrayList<>();
        boolean wider = true;
        for (double strength : rates.runs().keySet()) {
            Sample least = rates.at(strength, run -> alpha(lowest(run)));
            Sample last = rates.at(strength, run -> alpha(run.epochs().getLast()));
            if (last.count() > 1) {
                wider &= last.deviation() > least.deviation();
                told.add(Tell.strength(strength) + " " + Tell.with(last, 3) + " after " + Tell.with(least, 3));
            }
        }
        return told.isEmpty()
                ? new Claim("28", text, Verdict.NOT_TESTED, "needs several seeds")
                : new Claim("28", text, Verdict.of(wider), String.join(", ", told));
    }

    private static double alpha(EpochRecord epoch) {
        return epoch.get("fc2.alpha");
    }

    private static EpochRecord lowest(RunResult run) {
        return run.epochs().stream()
                .filter(epoch -> Double.isFinite(alpha(epoch)))
                .min(Comparator.comparingDouble(OverloadClaims::alpha))
                .orElse(run.epochs().getFirst());
    }

    private static double leastTestError(RunResult run) {
        return run.epochs().stream()
                .mapToDouble(epoch -> epoch.get("test_error"))
                .min()
                .orElse(Double.NaN);
    }

    private static boolean rebounds(RunResult run) {
        return alpha(run.epochs().getLast()) >= alpha(lowest(run)) + 0.1 && errorStillFalls(run);
    }

    private static boolean errorStillFalls(RunResult run) {
        EpochRecord best = run.epochs().stream()
                .min(Comparator.comparingDouble(epoch -> epoch.get("test_error")))
                .orElseThrow();
        return best.epoch() > lowest(run).epoch();
    }

    private static String told(List<RunResult> runs, ToDoubleFunction<RunResult> number) {
        return runs.stream()
                .collect(Collectors.groupingBy(
                        run -> Experiment.strength(run.recipe()), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> Tell.strength(group.getKey()) + " "
                        + Tell.with(
                                Sample.of(group.getValue().stream()
                                        .map(number::applyAsDouble)
                                        .toList()),
                                3))
                .collect(Collectors.joining(", "));
    }

    private static Claim untested(String figure, String text) {
        return new Claim(figure, text, Verdict.NOT_TESTED, "needs runs that train this layer alone");
    }
}
