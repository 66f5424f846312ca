package org.setol.spectra.kernels;

import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.StridedView;

/** The façade of all kernels: checks arguments, then runs the implementation chosen for this JVM. */
public final class Kernels {

    private static final WideningKernel WIDENING = new ScalarWidening();

    private Kernels() {}

    /** Fills {@code target} with the view's elements, widened exactly (float64 to float32: rounded to nearest even). */
    public static void widen(StridedView source, Matrix target) {
        for (int i = 0; i < source.rows(); i++) {
            WIDENING.widen(
                    source.elementType(),
                    source.segment(),
                    source.offset() + i * source.rowStride(),
                    source.colStride(),
                    target.precision(),
                    target.segment(),
                    (long) i * target.cols(),
                    source.cols());
        }
    }
}
