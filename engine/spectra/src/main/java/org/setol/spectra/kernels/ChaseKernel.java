package org.setol.spectra.kernels;

/**
 * The three steps of bulge chasing on a symmetric band matrix, in one precision. A reflector H = I - tau v v^T is an
 * array of {@code width} elements v, v[0] = 1, and then tau (LAPACK's {@code larfg}); blocks are {@code width} x {@code
 * width} and column-major with {@code lda} elements from a column to the next. Unchecked: the caller keeps the matrix
 * wide enough.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface ChaseKernel<A> {

    /** The kernel's name for a report. */
    String name();

    /** Elements that columns need beyond their data: blocks on the diagonal are stored in whole vectors. */
    int padding();

    /** An array of so many zeros. */
    A array(int length);

    /** {@code reflector} = the H that leaves only the first of the {@code width} elements at {@code at}; applied there. */
    void eliminate(A a, int at, int width, A reflector);

    /**
     * The block below a diagonal block that {@code before} has changed: B = B H, then {@code after} = the H' that
     * leaves only the first element of its first column, and B = H' B.
     *
     * @param scratch {@code 4 width} elements
     */
    void chase(A a, int at, int lda, int width, A before, A after, A scratch);

    /**
     * D = H D H for the symmetric block whose lower triangle begins at {@code at}. Up to {@link #padding} elements
     * before the diagonal ones are overwritten.
     *
     * @param scratch {@code 4 width} elements
     */
    void congruence(A a, int at, int lda, int width, A reflector, A scratch);
}
