package org.setol.models.layers;

import org.setol.models.Tensor;

/**
 * A tensor that is analysed as a part of a layer that another tensor stands for: one of two factors of an update.
 *
 * @param tensorName its full name
 * @param shapeText its shape
 * @param storedAs its type
 */
public record Factor(String tensorName, String shapeText, String storedAs) implements LayerDecision {

    /** Of a tensor. */
    public static Factor of(Tensor tensor) {
        return new Factor(
                tensor.name(), tensor.shapeText(), tensor.elementType().label());
    }
}
