package org.setol.laboratory.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.Line;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.results.Sample;

/** Alpha over all epochs when all layers are trained: Fig 26. */
record EpochClaims(Experiment rates) {

    /** "Excluding the first four epochs when the matrix is still essentially random" (footnote 46). */
    static final int FIRST_EPOCHS = 4;

    /** Fits use points with a train error above this (Fig 26). */
    static final double LEARNT = 0.001;

    private static final int EARLY = 10;

    List<Claim> claims() {
        return List.of(together(), fastest(), secondLayer());
    }

    /** The epochs that count. */
    static List<EpochRecord> late(RunResult run) {
        return run.epochs().stream()
                .filter(epoch -> epoch.epoch() > FIRST_EPOCHS)
                .toList();
    }

    private Claim together() {
        String text = "train error falls with alpha of FC1 and of FC2 during every run (r > 0, while it is above 0.1%)";
        List<RunResult> runs =
                rates.all().stream().filter(run -> learning(run).size() > 2).toList();
        if (runs.isEmpty()) {
            return new Claim("26ac", text, Verdict.NOT_TESTED, "needs runs of more than six epochs");
        }
        long first = runs.stream().filter(run -> correlation(run, "fc1") > 0).count();
        long second = runs.stream().filter(run -> correlation(run, "fc2") > 0).count();
        return new Claim(
                "26ac",
                text,
                Verdict.of(first == runs.size() && second == runs.size()),
                "FC1 in " + first + ", FC2 in " + second + " of " + runs.size() + " runs");
    }

    private static List<EpochRecord> learning(RunResult run) {
        return late(run).stream()
                .filter(epoch -> epoch.get("train_error") > LEARNT)
                .toList();
    }

    private static double correlation(RunResult run, String layer) {
        return Line.through(learning(run), epoch -> epoch.get(layer + ".alpha"), epoch -> epoch.get("train_error"))
                .correlation();
    }

    private Claim fastest() {
        String text = "the larger the rate the faster alpha of FC1 falls: its mean after ten epochs falls with every"
                + " doubling";
        List<Double> strengths = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (double strength : rates.runs().keySet()) {
            Sample sample = rates.at(strength, run -> atEpoch(run, EARLY));
            if (sample.count() > 0) {
                strengths.add(strength);
                samples.add(sample);
            }
        }
        if (samples.size() < 2) {
            return new Claim("26ab", text, Verdict.NOT_TESTED, "needs runs at two rates");
        }
        boolean falls = true;
        List<String> told = new ArrayList<>();
        for (int k = 0; k < samples.size(); k++) {
            falls &= k == 0 || samples.get(k).mean() < samples.get(k - 1).mean();
            told.add(Tell.strength(strengths.get(k)) + " " + Tell.with(samples.get(k), 3));
        }
        return new Claim("26ab", text, Verdict.of(falls), String.join(", ", told));
    }

    private static double atEpoch(RunResult run, int epoch) {
        return run.epochs().size() < epoch
                ? Double.NaN
                : run.epochs().get(epoch - 1).get("fc1.alpha");
    }

    private Claim secondLayer() {
        String text = "alpha of FC2 never goes below 2";
        if (rates.all().isEmpty()) {
            return new Claim("26cd", text, Verdict.NOT_TESTED, "needs runs");
        }
        String told = rates.runs().keySet().stream()
                .map(s -> Tell.strength(s) + " " + Tell.decimal(least(rates.runsAt(s)), 3))
                .collect(Collectors.joining(", "));
        return new Claim("26cd", text, Verdict.of(least(rates.all()) > 2), "least: " + told);
    }

    private static double least(List<RunResult> runs) {
        return runs.stream()
                .flatMap(run -> late(run).stream())
                .mapToDouble(epoch -> epoch.get("fc2.alpha"))
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
    }
}
