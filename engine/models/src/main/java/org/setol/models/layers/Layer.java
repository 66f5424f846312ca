package org.setol.models.layers;

import java.util.List;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.source.StridedView;

/**
 * A tensor that is analysed, and its matrices.
 *
 * @param layerId its number among the tensors that hold matrices, in file order from 0. Filters and limits do not change
 *     it
 * @param name the tensor's name without {@code .weight}
 * @param longname the path of the graph's node where the format has a graph; else the name
 * @param type what it is
 * @param tensor where the numbers are
 * @param slices its rf matrices, in row-major order of the kernel positions; as stored they are made when asked for, and
 *     can be read by rows
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
        List<? extends MatrixSource> slices,
        int N,
        int M,
        int rf)
        implements LayerDecision {

    /** The same layer with other matrices in place of its own, as many: the difference from another model's. */
    public Layer withSlices(List<? extends MatrixSource> changed) {
        return new Layer(layerId, name, longname, type, tensor, changed, N, M, rf);
    }

    /**
     * Where the matrices of this layer lie in another tensor of its shape, which is to be written.
     *
     * @throws IllegalStateException when the matrices are not those of the layer's own tensor
     */
    public List<StridedView> slicesIn(Tensor other) {
        if (!(slices instanceof KernelSlices stored)) {
            throw new IllegalStateException("the matrices of " + name + " are not stored as such");
        }
        return stored.in(other);
    }

    /** Number of eigenvalues when the slices are pooled: M * rf. */
    public long pooledEvals() {
        return (long) M * rf;
    }

    /** Positions of the kernel along its last axis: slices are counted with it running fastest. 1 without a kernel. */
    public int kernelCols() {
        return TensorAxes.of(tensor)
                .map(KernelSlices.Axes::kernel)
                .filter(kernel -> kernel.length > 0)
                .map(kernel -> Math.toIntExact(tensor.dim(kernel[kernel.length - 1])))
                .orElse(1);
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
