package org.setol.spectra.kernels;

import jdk.incubator.vector.VectorShape;

/** The CPU's own vector width, at most 512 bits; a class of its own because it links the Vector API. */
final class PreferredWidth {

    private PreferredWidth() {}

    static int bits() {
        return Math.min(512, VectorShape.preferredShape().vectorBitSize());
    }
}
