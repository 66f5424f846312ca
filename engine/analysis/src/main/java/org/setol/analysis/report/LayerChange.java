package org.setol.analysis.report;

/** What became of one layer when its model was written anew. */
public sealed interface LayerChange {

    LayerIdentity layer();

    /**
     * Some of its directions are gone.
     *
     * @param kept singular directions that are still there, over all its matrices
     * @param of so many
     * @param normBefore sum of the squared singular values; of 2-D convolutions half of it, as the column {@code norm} has it
     * @param normAfter the same of what is stored now
     * @param rounding Frobenius norm of what rounding to the stored type added, relative to that of the layer
     * @param storedAs that type: {@code F32}
     */
    record Changed(
            LayerIdentity layer,
            long kept,
            long of,
            double normBefore,
            double normAfter,
            double rounding,
            String storedAs)
            implements LayerChange {}

    /**
     * It is as it was.
     *
     * @param reason why, in a line
     */
    record Unchanged(LayerIdentity layer, String reason) implements LayerChange {}
}
