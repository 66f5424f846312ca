package org.setol.spectra.band;

import org.setol.spectra.kernels.ChaseKernel;

/**
 * A symmetric band matrix to tridiagonal form with the same eigenvalues, by bulge chasing (Schwarz 1968; by whole columns
 * as Bischof, Lang and Sun 2000, ACM TOMS 26:581, the routine {@code sb2st} of LAPACK). About 6 n^2 width operations.
 *
 * <p>Sweep s makes column s tridiagonal and chases the bulge that this leaves, width rows at a step, off the end; {@link Sweeps}
 * run behind each other. Results are equal to the bit for any number of threads.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class BulgeChase<A> {

    private final ChaseKernel<A> kernel;
    private final BandLayout layout;
    private final A band;

    private BulgeChase(ChaseKernel<A> kernel, BandLayout layout, A band) {
        this.kernel = kernel;
        this.layout = layout;
        this.band = band;
    }

    /**
     * Leaves the tridiagonal matrix on and beside the diagonal of {@code band}, and zeros below.
     *
     * @param kernel in the band's precision, whose padding the layout has
     * @param layout where the band's elements lie
     * @param band finite; squares of its elements must not overflow in float64
     * @param threads threads that work on it, the calling one among them
     */
    public static <A> void run(ChaseKernel<A> kernel, BandLayout layout, A band, int threads) {
        BulgeChase<A> chase = new BulgeChase<>(kernel, layout, band);
        Sweeps.run(layout.n(), layout.width(), chase::sweep, threads);
    }

    private Sweeps.Sweep sweep() {
        return new Sweep();
    }

    /** The reflector of its last step goes along. */
    private final class Sweep implements Sweeps.Sweep {

        private A current = kernel.array(layout.width() + 1);
        private A next = kernel.array(layout.width() + 1);
        private final A scratch = kernel.array(4 * layout.width());
        private int column;

        @Override
        public void begin(int number) {
            column = number;
        }

        @Override
        public void step(int k) {
            int width = layout.width();
            int lda = layout.stride() - 1;
            int row = column + 1 + k * width;
            if (k == 0) {
                kernel.eliminate(band, layout.at(row, column), width, current);
            } else {
                kernel.chase(band, layout.at(row, row - width), lda, width, current, next, scratch);
                A done = current;
                current = next;
                next = done;
            }
            kernel.congruence(band, layout.at(row, row), lda, width, current, scratch);
        }
    }
}
