package org.setol.laboratory.claims;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.Line;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.results.Sample;

/**
 * The computational R-transform's layer quality squared against the batch size and alpha: Fig 24. Judged on eigenvalues of
 * mean 0 and standard deviation 1, as 5.5 says; what comes out on the eigenvalues as they are is told beside it.
 */
record QualityClaims(Experiment batches) {

    private static final String FIRST = "fc1.q2";
    private static final String FIRST_RAW = "fc1.q2_raw";
    private static final String SECOND = "fc2.q2";

    List<Claim> claims() {
        String grows = "FC1: mean Q2 grows with every halving of the batch";
        String tracks = "FC1: Q2 follows alpha (|r| > 0.9 over all runs)";
        String wider = "FC2: Q2 varies more over seeds, relative to its mean, than in FC1";
        List<RunResult> runs = batches.all().stream()
                .filter(run -> Double.isFinite(run.get(FIRST)))
                .toList();
        double[] strengths = batches.runs().keySet().stream()
                .filter(s -> batches.at(s, FIRST).count() > 0)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (strengths.length < 3) {
            String why = "needs Q2 at three batch sizes";
            return List.of(
                    new Claim("24a", grows, Verdict.NOT_TESTED, why),
                    new Claim("24b", tracks, Verdict.NOT_TESTED, why),
                    new Claim("24c", wider, Verdict.NOT_TESTED, why));
        }
        boolean growing = true;
        for (int k = 1; k < strengths.length; k++) {
            growing &= batches.at(strengths[k], FIRST).mean()
                    > batches.at(strengths[k - 1], FIRST).mean();
        }
        double correlation = correlationWithAlpha(runs, FIRST);
        return List.of(
                new Claim(
                        "24a",
                        grows,
                        Verdict.of(growing),
                        told(FIRST, strengths) + "; raw " + told(FIRST_RAW, strengths)),
                new Claim(
                        "24b",
                        tracks,
                        Verdict.of(Math.abs(correlation) > 0.9),
                        "r " + Tell.decimal(correlation, 3) + " over " + runs.size() + " runs; raw "
                                + Tell.decimal(correlationWithAlpha(runs, FIRST_RAW), 3)),
                spread(wider, strengths));
    }

    private static double correlationWithAlpha(List<RunResult> runs, String name) {
        return Line.through(runs, run -> run.get("fc1.alpha"), run -> run.get(name))
                .correlation();
    }

    private Claim spread(String text, double[] strengths) {
        double first = relativeDeviation(FIRST, strengths);
        double second = relativeDeviation(SECOND, strengths);
        if (Double.isNaN(first) || Double.isNaN(second)) {
            return new Claim("24c", text, Verdict.NOT_TESTED, "needs several seeds");
        }
        return new Claim(
                "24c",
                text,
                Verdict.of(second > first),
                "FC1 " + Tell.decimal(100 * first, 1) + "%, FC2 " + Tell.decimal(100 * second, 1) + "%");
    }

    private double relativeDeviation(String name, double[] strengths) {
        return DoubleStream.of(strengths)
                .mapToObj(s -> batches.at(s, name))
                .filter(sample -> sample.count() > 1)
                .mapToDouble((Sample sample) -> sample.deviation() / Math.abs(sample.mean()))
                .average()
                .orElse(Double.NaN);
    }

    private String told(String name, double[] strengths) {
        return DoubleStream.of(strengths)
                .mapToObj(
                        s -> "batch " + Tell.decimal(Experiment.BATCH / s, 0) + " " + Tell.with(batches.at(s, name), 4))
                .collect(Collectors.joining(", "));
    }
}
