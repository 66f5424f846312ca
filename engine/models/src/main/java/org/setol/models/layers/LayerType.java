package org.setol.models.layers;

import java.util.Optional;
import java.util.stream.Stream;

/** What a weight tensor is. */
public enum LayerType {
    /** A 2-D weight of a linear map. */
    DENSE("dense"),
    /** A table of vectors, one row per token, position or category. */
    EMBEDDING("embedding"),
    /** A convolution along one axis. */
    CONV1D("conv1d"),
    /** A convolution along two axes. */
    CONV2D("conv2d");

    private final String label;

    LayerType(String label) {
        this.label = label;
    }

    /** As options and reports spell it. */
    public String label() {
        return label;
    }

    /** The type of this label. */
    public static Optional<LayerType> ofLabel(String label) {
        return Stream.of(values()).filter(type -> type.label.equals(label)).findFirst();
    }
}
