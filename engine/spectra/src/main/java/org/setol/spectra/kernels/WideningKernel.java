package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Precision;

/** Stored elements to float32 or float64. Unchecked: {@link Kernels} has verified that all indices are inside. */
interface WideningKernel {

    /**
     * {@code to[toIndex + k] = from[fromIndex + k * stride]} for k in 0 until count. Exact, but for float64 to float32,
     * which rounds to nearest even.
     *
     * @param type element type of {@code from}, a floating one
     * @param from stored elements, little-endian, any alignment
     * @param fromIndex first element
     * @param stride distance between elements read
     * @param precision element type of {@code to}
     * @param to aligned native memory
     * @param toIndex first element written
     * @param count number of elements
     */
    void widen(
            ElementType type,
            MemorySegment from,
            long fromIndex,
            long stride,
            Precision precision,
            MemorySegment to,
            long toIndex,
            int count);
}
