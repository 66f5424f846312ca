package org.setol.spectra.matrix;

import java.lang.foreign.MemorySegment;

/**
 * Weights as they lie in memory, row-major and without gaps. Nothing is copied or converted; who reads them may do so until
 * the memory they lie in is closed.
 *
 * @param segment native or mapped memory of at least {@code rows * cols * elementType.bytes()} bytes, little-endian
 * @param elementType a floating type
 * @param rows number of rows
 * @param cols number of columns
 */
public record StoredMatrix(MemorySegment segment, ElementType elementType, int rows, int cols) {

    public StoredMatrix {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("a stored matrix lives outside the heap");
        }
        if (!elementType.isFloating()) {
            throw new IllegalArgumentException(elementType.label() + " does not hold weights");
        }
        if (rows < 0 || cols < 0 || segment.byteSize() < (long) rows * cols * elementType.bytes()) {
            throw new IllegalArgumentException(rows + " x " + cols + " " + elementType.label() + " does not lie in "
                    + segment.byteSize() + " bytes");
        }
    }

    /** rows * cols. */
    public long size() {
        return (long) rows * cols;
    }

    /** Bytes of all elements. */
    public long bytes() {
        return size() * elementType.bytes();
    }
}
