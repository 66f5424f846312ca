package org.setol.spectra.kernels;

/**
 * What bulge chasing on an upper band matrix takes beside the {@link ChaseKernel}: the same by rows, in float64. Reflectors and
 * blocks as there. Unchecked: the caller keeps the matrix wide enough.
 */
public interface RowChaseKernel {

    /** The kernel's name for a report. */
    String name();

    /**
     * {@code reflector} = the H that leaves only the first of the {@code width} elements of the row that begins at {@code at}; applied there.
     *
     * @param scratch {@code 4 width} elements
     */
    void eliminate(double[] a, int at, int lda, int width, double[] reflector, double[] scratch);

    /**
     * The block to the right of a diagonal block that {@code before} has changed: B = H B, then {@code after} = the H' that
     * leaves only the first element of its first row, and B = B H'.
     *
     * @param scratch {@code 4 width} elements
     */
    void chase(double[] a, int at, int lda, int width, double[] before, double[] after, double[] scratch);
}
