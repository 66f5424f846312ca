package org.setol.laboratory.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.Sample;

/**
 * Errors and alphas over one knob: Fig 14 and 15 for the learning rate, 14 and 16 for the batch size. Strengths are those
 * of {@link Experiment}: 16 is 16 times the rate at batch 32, or a batch of 2 at the plain rate.
 *
 * @param experiment the runs
 * @param errors number of the figure that shows errors
 * @param alphas number of the one that shows alpha
 */
record ErrorClaims(Experiment experiment, String errors, String alphas) {

    private static final double[] UP_TO_BEST = {1, 2, 4, 8, 16};
    private static final double[] ALL = {1, 2, 4, 8, 16, 32};
    private static final double BEST = 16;
    private static final double BEYOND = 32;

    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(fallingError());
        claims.add(risingError());
        claims.add(wideningError());
        claims.add(fallingAlpha());
        claims.add(alphaBelowTwo());
        claims.add(alphaOfSecondLayer());
        claims.add(spreadOfSecondLayer());
        return claims;
    }

    private double[] present(double... strengths) {
        return DoubleStream.of(strengths).filter(experiment::has).toArray();
    }

    private boolean falls(String name, double... strengths) {
        double[] present = present(strengths);
        for (int k = 1; k < present.length; k++) {
            if (!(experiment.at(present[k], name).mean()
                    < experiment.at(present[k - 1], name).mean())) {
                return false;
            }
        }
        return true;
    }

    private Claim untested(String figure, String text, double... needed) {
        return new Claim(figure, text, Verdict.NOT_TESTED, "needs runs at " + Needs.list(needed));
    }

    private Claim fallingError() {
        String text = "mean test error falls with every doubling up to 16x";
        if (present(UP_TO_BEST).length < 2) {
            return untested(errors, text, UP_TO_BEST);
        }
        return new Claim(
                errors,
                text,
                Verdict.of(falls("test_error", UP_TO_BEST)),
                Tell.percents(experiment, "test_error", UP_TO_BEST));
    }

    private Claim risingError() {
        String text = "mean test error is worse at 32x than at 16x";
        if (!experiment.has(BEST, BEYOND)) {
            return untested(errors, text, BEST, BEYOND);
        }
        boolean rises = mean(BEYOND, "test_error") > mean(BEST, "test_error");
        return new Claim(errors, text, Verdict.of(rises), Tell.percents(experiment, "test_error", BEST, BEYOND));
    }

    private Claim wideningError() {
        String text = "test error varies more over seeds at 32x than at 16x";
        if (!experiment.has(BEST, BEYOND) || experiment.at(BEYOND, "test_error").count() < 2) {
            return new Claim(errors, text, Verdict.NOT_TESTED, "needs several seeds at 16x and 32x");
        }
        boolean widens = experiment.at(BEYOND, "test_error").deviation()
                > experiment.at(BEST, "test_error").deviation();
        return new Claim(errors, text, Verdict.of(widens), Tell.percents(experiment, "test_error", BEST, BEYOND));
    }

    private Claim fallingAlpha() {
        String text = "mean alpha of FC1 falls with every doubling";
        if (present(ALL).length < 2) {
            return untested(alphas + "a", text, ALL);
        }
        return new Claim(
                alphas + "a", text, Verdict.of(falls("fc1.alpha", ALL)), Tell.numbers(experiment, "fc1.alpha", 3, ALL));
    }

    private Claim alphaBelowTwo() {
        String text = "at 32x alpha of FC1 is below 2 in every run, and train and test error are worse than at 16x";
        if (!experiment.has(BEST, BEYOND)) {
            return untested(alphas + "a", text, BEST, BEYOND);
        }
        boolean below = experiment.runsAt(BEYOND).stream().allMatch(run -> run.get("fc1.alpha") < 2);
        boolean worse = mean(BEYOND, "train_error") > mean(BEST, "train_error")
                && mean(BEYOND, "test_error") > mean(BEST, "test_error");
        return new Claim(
                alphas + "a",
                text,
                Verdict.of(below && worse),
                "alpha " + Tell.numbers(experiment, "fc1.alpha", 3, BEYOND) + "; train error "
                        + Tell.percents(experiment, "train_error", BEST, BEYOND) + "; test error "
                        + Tell.percents(experiment, "test_error", BEST, BEYOND));
    }

    private Claim alphaOfSecondLayer() {
        String text = "mean alpha of FC2 falls with every doubling and stays above 2";
        if (present(ALL).length < 2) {
            return untested(alphas + "b", text, ALL);
        }
        boolean above = DoubleStream.of(present(ALL)).allMatch(s -> mean(s, "fc2.alpha") > 2);
        return new Claim(
                alphas + "b",
                text,
                Verdict.of(above && falls("fc2.alpha", ALL)),
                Tell.numbers(experiment, "fc2.alpha", 3, ALL));
    }

    private Claim spreadOfSecondLayer() {
        String text = "alpha varies more over seeds in FC2 than in FC1 (mean of the standard deviations)";
        double[] several = DoubleStream.of(present(ALL))
                .filter(s -> experiment.at(s, "fc1.alpha").count() > 1)
                .toArray();
        if (several.length == 0) {
            return new Claim(alphas, text, Verdict.NOT_TESTED, "needs several seeds");
        }
        double first = meanDeviation("fc1.alpha", several);
        double second = meanDeviation("fc2.alpha", several);
        return new Claim(
                alphas,
                text,
                Verdict.of(second > first),
                "FC1 " + Tell.decimal(first, 3) + ", FC2 " + Tell.decimal(second, 3));
    }

    private double meanDeviation(String name, double... strengths) {
        return DoubleStream.of(strengths)
                .mapToObj(s -> experiment.at(s, name))
                .mapToDouble(Sample::deviation)
                .average()
                .orElse(Double.NaN);
    }

    private double mean(double strength, String name) {
        return experiment.at(strength, name).mean();
    }
}
