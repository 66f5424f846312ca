package org.setol.laboratory.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.train.Recipe;
import org.setol.laboratory.train.Recipe.Trained;

/** Verdicts follow the numbers: a world as the paper describes it, and the same world turned round. */
final class ClaimsTest {

    private static final double[] RATES = {1, 2, 4, 8, 16, 32};

    /**
     * Runs in which everything is as claimed.
     *
     * @param sense 1, or -1 for a world in which every trend goes the other way
     */
    private static List<RunResult> world(int sense) {
        List<RunResult> runs = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            for (int k = 0; k < RATES.length; k++) {
                runs.add(run(new Recipe(0.01 * RATES[k], 32, Trained.ALL, seed), k, sense, seed - 2));
                if (k > 0) {
                    runs.add(run(new Recipe(0.01, (int) (32 / RATES[k]), Trained.ALL, seed), k, sense, seed - 2));
                }
            }
        }
        return runs;
    }

    private static RunResult run(Recipe recipe, int k, int sense, long tilt) {
        List<EpochRecord> epochs = new ArrayList<>();
        boolean beyond = k == RATES.length - 1;
        for (int epoch = 1; epoch <= 12; epoch++) {
            double progress = (12 - epoch) / 12.0;
            double alpha = 3.1 - sense * (0.2 * k + (beyond ? 0.3 : 0)) + 0.4 * sense * progress + 0.001 * tilt;
            double spread = beyond ? 0.0006 : 0.0001;
            double error =
                    0.02 - sense * 0.001 * (beyond ? 1 : k) + sense * 0.01 * progress + tilt * spread * (sense + 1);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("epoch", (double) epoch);
            values.put("loss", 0.01 + progress);
            values.put("test_error", error);
            values.put("train_error", (beyond ? 0.004 : 0.001) + 0.001 * alpha * sense + 0.01 * progress * sense);
            double gap = 0.001 + (beyond ? 0.0004 : 0.0003 * (alpha - 2.3) * sense);
            values.put("pl.test_error", values.get("test_error") + gap);
            values.put("pl.train_error", values.get("train_error") + sense * gap * (beyond ? 4 : 2));
            values.put("erg.test_error", values.get("test_error") + (sense > 0 ? 0.0001 : 0.01));
            values.put("erg.train_error", values.get("train_error") + (sense > 0 ? 0.0012 : 0.01));
            values.put("fc1.alpha", alpha);
            values.put("fc2.alpha", 2.9 - sense * 0.1 * k + 0.3 * sense * progress + 0.01 * tilt * (sense + 1));
            values.put("fc1.delta_lambda_min", (alpha - 2) * sense);
            values.put(
                    "fc2.delta_lambda_min", sense > 0 ? (7L * k + recipe.seed()) % 3 * 0.1 : values.get("fc2.alpha"));
            values.put("fc1.traps", (beyond ? 1.0 : 0.0) * sense);
            values.put("fc1.trap_excess", beyond ? 9.0 : 0.0);
            epochs.add(new EpochRecord(values));
        }
        return new RunResult(recipe, epochs);
    }

    private static Verdict verdict(List<Claim> claims, String figure, String start) {
        return claims.stream()
                .filter(claim -> claim.figure().equals(figure) && claim.text().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(figure + " " + start))
                .verdict();
    }

    @Test
    void aWorldAsTheyClaimReproducesThemAndTheOppositeDoesNot() {
        List<Claim> claimed = Claims.of(world(1));
        List<Claim> opposite = Claims.of(world(-1));
        String[][] tested = {
            {"14b", "mean test error falls"},
            {"14b", "mean test error is worse"},
            {"14b", "test error varies more"},
            {"14a", "mean test error falls"},
            {"15a", "mean alpha of FC1 falls"},
            {"15a", "at 32x alpha of FC1 is below 2"},
            {"15b", "mean alpha of FC2 falls"},
            {"16a", "mean alpha of FC1 falls"},
            {"17", "PL rule: Delta E_train exceeds"},
            {"17f", "PL rule: Delta E_train - Delta E_test"},
            {"18", "ERG rule: mean Delta E_test"},
            {"18", "ERG rule: Delta E_train ends"},
            {"20", "FC1: Delta lambda_min falls"},
            {"21a", "FC1: alpha and Delta lambda_min fall together"},
            {"21a", "FC1: alpha < 2 and"},
            {"25b", "FC1 has a correlation trap"},
            {"26ab", "the larger the rate"}
        };
        for (String[] claim : tested) {
            assertThat(verdict(claimed, claim[0], claim[1]))
                    .as(claim[0] + " " + claim[1])
                    .isEqualTo(Verdict.REPRODUCED);
            assertThat(verdict(opposite, claim[0], claim[1]))
                    .as("opposite: " + claim[0] + " " + claim[1])
                    .isEqualTo(Verdict.NOT_REPRODUCED);
        }
    }

    @Test
    void withoutRunsNothingIsJudged() {
        assertThat(Claims.of(List.of()))
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claim.verdict())
                        .as(claim.figure() + " " + claim.text())
                        .isEqualTo(Verdict.NOT_TESTED));
    }

    @Test
    void whatNeedsSeveralSeedsIsNotJudgedByOne() {
        List<RunResult> one =
                world(1).stream().filter(run -> run.recipe().seed() == 1).toList();
        assertThat(verdict(Claims.of(one), "14b", "test error varies more")).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdict(Claims.of(one), "20", "FC1: Delta lambda_min falls")).isEqualTo(Verdict.REPRODUCED);
    }

    /** One layer alone: alpha down to 1.5 and up again, error bending at 2. */
    @Test
    void overloadingIsJudgedByTheTrajectory() {
        List<RunResult> runs = new ArrayList<>();
        for (long seed = 1; seed <= 2; seed++) {
            runs.add(alone(Trained.FC1, seed));
            runs.add(alone(Trained.FC2, seed));
        }
        List<Claim> claims = Claims.of(runs);
        assertThat(claims.stream()
                        .filter(claim -> claim.figure().startsWith("27")
                                || claim.figure().startsWith("28")))
                .hasSize(8)
                .allSatisfy(claim -> assertThat(claim.verdict())
                        .as(claim.text() + ": " + claim.evidence())
                        .isEqualTo(Verdict.REPRODUCED));
    }

    private static RunResult alone(Trained trained, long seed) {
        List<EpochRecord> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= 40; epoch++) {
            double first = 3 - 0.035 * epoch;
            double second = epoch <= 30 ? 3 - 0.05 * epoch : 1.5 + (0.03 + 0.01 * seed) * (epoch - 30);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("epoch", (double) epoch);
            values.put("loss", 1.0 / epoch);
            if (trained == Trained.FC1) {
                values.put("fc1.alpha", first);
                values.put("train_error", Math.max(0, 0.02 * (first - 1.7)));
                values.put("test_error", 0.02 + 0.02 * Math.max(0, first - 2) + 0.005 * (first - 2));
            } else {
                values.put("fc2.alpha", second);
                values.put("train_error", 0.04 - 0.0005 * epoch);
                values.put("test_error", 0.0315 + 0.0005 * Math.abs(epoch - 35));
            }
            epochs.add(new EpochRecord(values));
        }
        return new RunResult(new Recipe(0.32, 32, trained, seed), epochs);
    }
}
