package org.setol.analysis.rewrite;

import org.setol.spectra.matrix.ElementType;

/**
 * What type a changed layer is stored in. Rounding to it adds noise of full rank: about 2^-25 of each element in float32,
 * 2^-12 in float16, 2^-9 in bfloat16. So what was dropped comes back as small values there, and kept ones move by as much.
 */
public enum StoredAs {
    /** Each layer's own. 8-bit floats are too coarse for it: such layers stay as they are. */
    KEEP("keep"),
    /** float32 for all that is stored in fewer bits. */
    FLOAT32("float32");

    private final String label;

    StoredAs(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** For a layer of this type. */
    ElementType typeFor(ElementType own) {
        return this == KEEP || own.bytes() >= Float.BYTES ? own : ElementType.FLOAT32;
    }
}
