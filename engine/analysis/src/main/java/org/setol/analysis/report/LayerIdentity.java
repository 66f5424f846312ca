package org.setol.analysis.report;

import java.util.OptionalInt;
import org.setol.models.layers.Layer;

/**
 * Which layer a row is about.
 *
 * @param layerId position among the matrix-bearing tensors of the file, from 0
 * @param name the tensor's name without {@code .weight}
 * @param longname the graph's node path where the format has one
 * @param layerType {@code dense}, {@code conv2d}, ...
 * @param rows N, the longer side of each matrix
 * @param cols M, the shorter side
 * @param slices rf, number of matrices: kernel height times width of a convolution, else 1
 * @param sliceId which of them, when slices are reported one by one
 */
public record LayerIdentity(
        int layerId,
        String name,
        String longname,
        String layerType,
        int rows,
        int cols,
        int slices,
        OptionalInt sliceId) {

    /** Of a whole layer. */
    public static LayerIdentity of(Layer layer) {
        return new LayerIdentity(
                layer.layerId(),
                layer.name(),
                layer.longname(),
                layer.type().label(),
                layer.N(),
                layer.M(),
                layer.rf(),
                OptionalInt.empty());
    }

    public LayerIdentity withSlice(int slice) {
        return new LayerIdentity(layerId, name, longname, layerType, rows, cols, slices, OptionalInt.of(slice));
    }

    /** Q = N / M. */
    public double aspectRatio() {
        return (double) rows / cols;
    }
}
