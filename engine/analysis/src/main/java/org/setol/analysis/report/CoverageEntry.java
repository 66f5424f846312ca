package org.setol.analysis.report;

import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.Skipped;

/**
 * What became of one tensor of the file.
 *
 * @param tensor its name in the file
 * @param shape e.g. {@code 384x1536}
 * @param dtype e.g. {@code F32}
 * @param analysed whether the report holds it
 * @param reason why not; empty when analysed
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

    /** {@code analysed} or {@code skipped}. */
    public String status() {
        return analysed ? "analysed" : "skipped";
    }
}
