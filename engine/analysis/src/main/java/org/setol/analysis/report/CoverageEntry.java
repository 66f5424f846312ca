package org.setol.analysis.report;

import java.util.List;
import org.setol.analysis.report.LayerOutcome.Failed;
import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.Skipped;

/**
 * What became of one tensor of the file.
 *
 * @param tensor its name in the file
 * @param shape e.g. {@code 384x1536}
 * @param dtype e.g. {@code F32}
 * @param analysed whether the report holds it
 * @param reason why not, or why its row has no numbers; empty when it has
 */
public record CoverageEntry(String tensor, String shape, String dtype, boolean analysed, String reason) {

    /** Of a planner's decision. */
    public static CoverageEntry of(LayerDecision decision) {
        return new CoverageEntry(
                decision.tensorName(),
                decision.shapeText(),
                decision.storedAs(),
                !(decision instanceof Skipped),
                decision instanceof Skipped skipped ? skipped.reason() : "");
    }

    /**
     * Of a planner's decision, after the run; a layer without numbers in any of its rows has failed.
     *
     * @param own the rows of this layer; none where rows are of several, or it was skipped
     */
    public static CoverageEntry of(LayerDecision decision, List<LayerReport> own) {
        CoverageEntry planned = of(decision);
        boolean failed = !own.isEmpty() && own.stream().allMatch(row -> row.outcome() instanceof Failed);
        return failed
                ? new CoverageEntry(
                        planned.tensor,
                        planned.shape,
                        planned.dtype,
                        true,
                        own.getFirst().reason())
                : planned;
    }

    /** Whether there is a row for it, without numbers. */
    public boolean failed() {
        return analysed && !reason.isEmpty();
    }

    /** {@code analysed}, {@code failed} or {@code skipped}. */
    public String status() {
        return !analysed ? "skipped" : failed() ? "failed" : "analysed";
    }
}
