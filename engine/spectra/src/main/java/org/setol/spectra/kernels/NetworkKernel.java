package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;

/**
 * What a training step of a ReLU network does beside matrix products, on row-major float32 matrices where they lie.
 * Unchecked: {@link Kernels} has verified the shapes.
 */
interface NetworkKernel {

    /** {@code z[i,j] = max(0, z[i,j] + bias[j])}; NaN stays NaN. */
    void biasRelu(MemorySegment z, int rows, int cols, MemorySegment bias);

    /** {@code gradient[k] = 0} where not {@code activation[k] > 0}. */
    void reluGradient(MemorySegment activation, MemorySegment gradient, long count);

    /** {@code out[j] = fma(factor, sum over i of a[i,j], out[j])}, the rows summed one after the other. */
    void addColumnSums(float factor, MemorySegment a, int rows, int cols, MemorySegment out);
}
