package org.setol.models.safetensors;

import org.setol.models.Shapes;

/**
 * A tensor as the header declares it, not yet checked against the file. The array is not copied.
 *
 * @param name unique in the header
 * @param type how its numbers are stored
 * @param shape lengths of the axes, non-negative
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
record DeclaredTensor(String name, StoredType type, long[] shape, long begin, long end) {

    String shapeText() {
        return Shapes.text(shape);
    }
}
