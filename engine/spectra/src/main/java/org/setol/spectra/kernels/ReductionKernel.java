package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.Precision;

/**
 * Sums and maxima. A sum runs in eight logical lanes, element k into lane k mod 8, folded in a fixed order: the result is
 * the same at every vector width and in the scalar twin. Unchecked.
 */
interface ReductionKernel {

    /** Sum of x[from..to); error at most (n/8 + 3) eps times the sum of magnitudes. */
    double sum(double[] x, int from, int to);

    /** Largest of x[from..to), NaN when one is NaN, -infinity when there are none. */
    double max(double[] x, int from, int to);

    /** Sum of exp(scale * x[k] + shift) over x[from..to). */
    double sumExp(double[] x, int from, int to, double scale, double shift);

    /** Sum of x[k] * y[k] over [0, count), by fused multiply-add. */
    double dot(double[] x, double[] y, int count);

    /** Sum of squares of {@code count} elements, accumulated in float64; not finite when an element is not. */
    double sumOfSquares(Precision precision, MemorySegment x, long count);
}
