package org.setol.laboratory.claims;

import java.util.List;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.RunResult;

/** Correlation traps: Fig 25. A trap is an eigenvalue of the permuted matrix beyond what independent elements give. */
final class TrapClaims {

    private TrapClaims() {}

    static List<Claim> of(Experiment rates) {
        String none = "FC1 has no correlation trap at 16x in any run";
        String one = "FC1 has a correlation trap at 32x in every run";
        if (!rates.has(16, 32)) {
            return List.of(
                    new Claim("25a", none, Verdict.NOT_TESTED, "needs runs at 16x"),
                    new Claim("25b", one, Verdict.NOT_TESTED, "needs runs at 32x"));
        }
        List<RunResult> best = rates.runsAt(16.0);
        List<RunResult> beyond = rates.runsAt(32.0);
        return List.of(
                new Claim("25a", none, Verdict.of(trapped(best) == 0), told(best)),
                new Claim("25b", one, Verdict.of(trapped(beyond) == beyond.size()), told(beyond)));
    }

    private static long trapped(List<RunResult> runs) {
        return runs.stream().filter(run -> run.get("fc1.traps") > 0).count();
    }

    private static String told(List<RunResult> runs) {
        double excess = runs.stream()
                .mapToDouble(run -> run.get("fc1.trap_excess"))
                .max()
                .orElse(0);
        return "in " + trapped(runs) + " of " + runs.size() + " runs"
                + (excess > 0 ? ", at most " + Tell.decimal(excess, 1) + " Tracy-Widom units beyond the edge" : "");
    }
}
