package org.setol.models.layers;

/** What becomes of one tensor of a file: a line of the coverage table. */
public sealed interface LayerDecision permits Layer, Factor, Skipped {

    /** The tensor's full name in the file. */
    String tensorName();

    /** Its shape: {@code 384x1536}, {@code scalar}. */
    String shapeText();

    /** How its numbers are stored, as the file calls it: {@code BF16}. */
    String storedAs();
}
