package org.setol.models.layers;

import org.setol.models.ModelContents.Unread;
import org.setol.models.Tensor;

/**
 * A tensor that is not analysed.
 *
 * @param tensorName its full name
 * @param shapeText its shape
 * @param storedAs its type
 * @param reason one line for the user: {@code 1-D: bias or norm scale}
 */
public record Skipped(String tensorName, String shapeText, String storedAs, String reason) implements LayerDecision {

    /** Of a tensor. */
    public static Skipped of(Tensor tensor, String reason) {
        return new Skipped(
                tensor.name(), tensor.shapeText(), tensor.elementType().label(), reason);
    }

    /** Of an entry that cannot be mapped. */
    public static Skipped of(Unread unread) {
        return new Skipped(unread.name(), unread.shape(), unread.type(), unread.reason());
    }
}
