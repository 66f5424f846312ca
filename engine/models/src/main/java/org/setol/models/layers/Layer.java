package org.setol.models.layers;

import org.setol.models.Tensor;

/**
 * A tensor that is analysed, and its matrices.
 *
 * @param layerId its number among the tensors that hold matrices, in file order from 0. Filters and limits do not change
 *     it
 * @param name the tensor's name without {@code .weight}
 * @param longname the path of the graph's node where the format has a graph; else the name
 * @param type what it is
 * @param tensor where the numbers are
 * @param slices its rf matrices, in row-major order of the kernel positions; made when asked for
 * @param N the longer side of a slice
 * @param M the shorter side of a slice
 * @param rf number of slices: the receptive field of a convolution, 1 otherwise
 */
public record Layer(
        int layerId,
        String name,
        String longname,
        LayerType type,
        Tensor tensor,
        KernelSlices slices,
        int N,
        int M,
        int rf)
        implements LayerDecision {

    /** Number of eigenvalues when the slices are pooled: M * rf. */
    public long pooledEvals() {
        return (long) M * rf;
    }

    @Override
    public String tensorName() {
        return tensor.name();
    }

    @Override
    public String shapeText() {
        return tensor.shapeText();
    }

    @Override
    public String storedAs() {
        return tensor.elementType().label();
    }
}
