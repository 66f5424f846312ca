package org.setol.models.layers;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.setol.models.Tensor;
import org.setol.spectra.source.StridedView;

/**
 * The matrices of a tensor, one per kernel position. A view is made when it is asked for: a header that claims a kernel
 * of a million positions costs nothing.
 */
final class KernelSlices extends AbstractList<StridedView> implements RandomAccess {

    private final Tensor tensor;
    private final Axes axes;
    private final int size;

    /** Of non-empty axes whose lengths and product fit an int. */
    KernelSlices(Tensor tensor, Axes axes) {
        this.tensor = tensor;
        this.axes = axes;
        this.size = Math.toIntExact(axes.rf(tensor));
        // The farthest view: its constructor checks that all elements are there.
        view(size - 1);
    }

    /** The same matrices of another tensor of the same shape, however that is stored. */
    KernelSlices in(Tensor other) {
        if (!Arrays.equals(other.shape(), tensor.shape())) {
            throw new IllegalArgumentException(other + " has not the shape of " + tensor);
        }
        return new KernelSlices(other, axes);
    }

    @Override
    public StridedView get(int index) {
        return view(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }

    private StridedView view(int index) {
        long offset = 0;
        long rest = index;
        for (int k = axes.kernel().length - 1; k >= 0; k--) {
            int axis = axes.kernel()[k];
            offset += rest % tensor.dim(axis) * tensor.stride(axis);
            rest /= tensor.dim(axis);
        }
        return new StridedView(
                tensor.data(),
                tensor.elementType(),
                offset,
                Math.toIntExact(tensor.dim(axes.rows())),
                Math.toIntExact(tensor.dim(axes.cols())),
                tensor.stride(axes.rows()),
                tensor.stride(axes.cols()));
    }

    /**
     * Which axes of a tensor are what. The array is not copied.
     *
     * @param type what kind of layer that makes
     * @param rows axis along the rows of each slice
     * @param cols axis along its columns
     * @param kernel the other axes: one slice for each of their positions
     */
    record Axes(LayerType type, int rows, int cols, int... kernel) {

        /** Number of slices. */
        long rf(Tensor tensor) {
            long product = 1;
            for (int axis : kernel) {
                product = Math.multiplyExact(product, tensor.dim(axis));
            }
            return product;
        }
    }
}
