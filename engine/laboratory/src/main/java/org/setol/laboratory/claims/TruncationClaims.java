package org.setol.laboratory.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.Line;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.results.Sample;

/** What is lost when only the effective correlation space is kept: Fig 17, 18, 19. Delta E is E_ecs - E. */
record TruncationClaims(Experiment rates) {

    private static final double BEST = 16;
    private static final double BEYOND = 32;

    /** "After the first few epochs" (Fig 17), "excluding the first four" (footnote 46). */
    private static final int FIRST_EPOCHS = 4;

    private static final double NEARLY_ALWAYS = 0.95;

    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(smallestAtBest());
        claims.add(trainAboveTest());
        claims.add(gapReopens());
        claims.add(ergKeepsTestError());
        claims.add(ergTrainError());
        claims.add(ergBelowPowerLaw());
        claims.add(fallsWithAlpha());
        claims.add(generalisationFallsWithAlpha());
        return claims;
    }

    private Sample gap(double strength, String rule, String set) {
        return rates.at(strength, run -> run.truncationGap(rule, set));
    }

    private String gaps(String rule, String set) {
        return rates.runs().keySet().stream()
                .map(s -> Tell.strength(s) + " " + Tell.percent(gap(s, rule, set)))
                .collect(Collectors.joining(", "));
    }

    private Claim smallestAtBest() {
        String text = "PL rule: mean Delta E_train and Delta E_test at the end are smallest at 16x";
        if (!rates.has(8, BEST, BEYOND)) {
            return new Claim("17", text, Verdict.NOT_TESTED, "needs runs at 8x, 16x, 32x");
        }
        boolean smallest = rates.runs().keySet().stream()
                .allMatch(s -> s == BEST
                        || (gap(s, "pl", "train").mean()
                                        > gap(BEST, "pl", "train").mean()
                                && gap(s, "pl", "test").mean()
                                        > gap(BEST, "pl", "test").mean()));
        return new Claim(
                "17", text, Verdict.of(smallest), "train " + gaps("pl", "train") + "; test " + gaps("pl", "test"));
    }

    private Claim trainAboveTest() {
        String text = "PL rule: Delta E_train exceeds Delta E_test in 95% of the epochs after the fourth";
        List<EpochRecord> late = late(rates.all());
        if (late.isEmpty()) {
            return new Claim("17", text, Verdict.NOT_TESTED, "needs runs of more than four epochs");
        }
        double share = share(
                late,
                epoch -> RunResult.truncationGap(epoch, "pl", "train") > RunResult.truncationGap(epoch, "pl", "test"));
        return new Claim(
                "17",
                text,
                Verdict.of(share >= NEARLY_ALWAYS),
                "in " + Tell.decimal(100 * share, 1) + "% of " + late.size() + " epochs");
    }

    private static List<EpochRecord> late(List<RunResult> runs) {
        return runs.stream()
                .flatMap(run -> run.epochs().stream())
                .filter(epoch -> epoch.epoch() > FIRST_EPOCHS)
                .toList();
    }

    private static double share(List<EpochRecord> epochs, Predicate<EpochRecord> test) {
        return (double) epochs.stream().filter(test).count() / epochs.size();
    }

    private Claim gapReopens() {
        String text = "PL rule: Delta E_train - Delta E_test is wider at 32x than at 16x";
        if (!rates.has(BEST, BEYOND)) {
            return new Claim("17f", text, Verdict.NOT_TESTED, "needs runs at 16x, 32x");
        }
        ToDoubleFunction<RunResult> gap = run -> run.truncationGap("pl", "train") - run.truncationGap("pl", "test");
        Sample best = rates.at(BEST, gap);
        Sample beyond = rates.at(BEYOND, gap);
        return new Claim(
                "17f",
                text,
                Verdict.of(beyond.mean() > best.mean()),
                "16x " + Tell.percent(best) + ", 32x " + Tell.percent(beyond));
    }

    private Claim ergKeepsTestError() {
        String text = "ERG rule: mean Delta E_test over all epochs is within 0.1 points of 0 at every rate";
        List<String> told = new ArrayList<>();
        boolean near = !rates.runs().isEmpty();
        for (double strength : rates.runs().keySet()) {
            double mean = rates.runsAt(strength).stream()
                    .flatMap(run -> run.epochs().stream())
                    .mapToDouble(epoch -> RunResult.truncationGap(epoch, "erg", "test"))
                    .average()
                    .orElse(Double.NaN);
            near &= Math.abs(mean) <= 0.001;
            told.add(Tell.strength(strength) + " " + Tell.decimal(100 * mean, 3) + "%");
        }
        return told.isEmpty()
                ? new Claim("18", text, Verdict.NOT_TESTED, "needs runs")
                : new Claim("18", text, Verdict.of(near), String.join(", ", told));
    }

    private Claim ergTrainError() {
        String text = "ERG rule: Delta E_train ends near 0.2% (0.1 to 0.3) at 1x to 16x";
        List<Double> strengths =
                rates.runs().keySet().stream().filter(s -> s <= BEST).toList();
        if (strengths.isEmpty()) {
            return new Claim("18", text, Verdict.NOT_TESTED, "needs runs up to 16x");
        }
        boolean near = strengths.stream().allMatch(s -> {
            double mean = gap(s, "erg", "train").mean();
            return mean >= 0.001 && mean <= 0.003;
        });
        return new Claim("18", text, Verdict.of(near), gaps("erg", "train"));
    }

    private Claim ergBelowPowerLaw() {
        String text = "the ERG rule loses less than the PL rule at 1x to 16x, on train and test";
        List<Double> strengths =
                rates.runs().keySet().stream().filter(s -> s <= BEST).toList();
        if (strengths.isEmpty()) {
            return new Claim("18", text, Verdict.NOT_TESTED, "needs runs up to 16x");
        }
        boolean below = strengths.stream()
                .allMatch(s -> gap(s, "erg", "train").mean()
                                < gap(s, "pl", "train").mean()
                        && gap(s, "erg", "test").mean() < gap(s, "pl", "test").mean());
        return new Claim(
                "18", text, Verdict.of(below), "test, ERG " + gaps("erg", "test") + "; PL " + gaps("pl", "test"));
    }

    private List<RunResult> aboveTwo() {
        return rates.all().stream().filter(run -> run.get("fc1.alpha") > 2).toList();
    }

    private Claim fallsWithAlpha() {
        String text = "PL rule: at the end Delta E_train and Delta E_test fall as alpha of FC1 falls to 2 (r > 0.5)";
        List<RunResult> runs = aboveTwo();
        if (runs.size() < 3) {
            return new Claim("19", text, Verdict.NOT_TESTED, "needs three runs with alpha above 2");
        }
        Line train = Line.through(runs, run -> run.get("fc1.alpha"), run -> run.truncationGap("pl", "train"));
        Line test = Line.through(runs, run -> run.get("fc1.alpha"), run -> run.truncationGap("pl", "test"));
        return new Claim(
                "19",
                text,
                Verdict.of(train.correlation() > 0.5 && test.correlation() > 0.5),
                "r train " + Tell.decimal(train.correlation(), 2) + ", test " + Tell.decimal(test.correlation(), 2)
                        + " over " + runs.size() + " runs");
    }

    private Claim generalisationFallsWithAlpha() {
        String text = "E_test - E_train falls as alpha of FC1 falls to 2 (r > 0.5)";
        List<RunResult> runs = aboveTwo();
        if (runs.size() < 3) {
            return new Claim("19", text, Verdict.NOT_TESTED, "needs three runs with alpha above 2");
        }
        Line line =
                Line.through(runs, run -> run.get("fc1.alpha"), run -> run.get("test_error") - run.get("train_error"));
        return new Claim(
                "19",
                text,
                Verdict.of(line.correlation() > 0.5),
                "r " + Tell.decimal(line.correlation(), 2) + " over " + runs.size() + " runs");
    }
}
