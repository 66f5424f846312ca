package org.setol.laboratory.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.train.Recipe.Trained;

/** All claims, in the order of the paper's figures. A rule states its numbers, so that anybody can disagree with it. */
public final class Claims {

    private static final double CLOSE = 0.1;

    private Claims() {}

    /** Judges them by these runs. */
    public static List<Claim> of(List<RunResult> runs) {
        Experiment rates = Experiment.learningRate(runs, Trained.ALL);
        Experiment batches = Experiment.batchSize(runs);
        List<Claim> claims = new ArrayList<>();
        claims.addAll(new ErrorClaims(rates, "14b", "15").claims());
        claims.addAll(new ErrorClaims(batches, "14a", "16").claims());
        claims.add(sameKnob(rates, batches));
        claims.addAll(new TruncationClaims(rates).claims());
        claims.add(ErgClaims.crossing(rates));
        claims.addAll(ErgClaims.march(rates, "21a", "21b"));
        claims.addAll(ErgClaims.march(batches, "21c", "21d"));
        claims.add(new Claim(
                "22, 23",
                "Delta lambda_min falls to 0 with alpha in the layers of VGG, ResNet, ViT, DenseNet, Falcon, Llama",
                Verdict.NOT_TESTED,
                "about other models: setol analyze --setol MODEL"));
        claims.addAll(new QualityClaims(batches).claims());
        claims.addAll(TrapClaims.of(rates));
        claims.addAll(new EpochClaims(rates).claims());
        claims.addAll(OverloadClaims.first(Experiment.learningRate(runs, Trained.FC1)));
        claims.addAll(OverloadClaims.second(Experiment.learningRate(runs, Trained.FC2)));
        return List.copyOf(claims);
    }

    private static Claim sameKnob(Experiment rates, Experiment batches) {
        String text = "halving the batch is doubling the rate: mean alpha of FC1 agrees to 0.1 at each strength";
        Set<Double> common = new TreeSet<>(rates.runs().keySet());
        common.retainAll(batches.runs().keySet());
        common.remove(1.0);
        if (common.isEmpty()) {
            return new Claim("14", text, Verdict.NOT_TESTED, "needs a rate and a batch size of the same strength");
        }
        boolean same = true;
        List<String> told = new ArrayList<>();
        for (double strength : common) {
            double rate = rates.at(strength, "fc1.alpha").mean();
            double batch = batches.at(strength, "fc1.alpha").mean();
            same &= Math.abs(rate - batch) < CLOSE;
            told.add(Tell.strength(strength) + " " + Tell.decimal(rate, 3) + " and " + Tell.decimal(batch, 3));
        }
        return new Claim("14", text, Verdict.of(same), String.join(", ", told));
    }
}
