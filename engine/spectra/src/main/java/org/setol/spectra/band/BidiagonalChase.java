package org.setol.spectra.band;

import org.setol.spectra.kernels.ChaseKernel;
import org.setol.spectra.kernels.RowChaseKernel;

/**
 * An upper band matrix to upper bidiagonal form with the same singular values, by bulge chasing (Lang 1996, Parallel Computing 22;
 * {@code gb2bd} of PLASMA). About 8 n^2 width operations, in float64.
 *
 * <p>Sweep s makes row s bidiagonal by a reflector from the right, which fills the diagonal block below its diagonal. A reflector from the
 * left clears the first column of that, and fills the block to the right above its diagonal, whose first row one from the right clears again, and so on off
 * the end; {@link Sweeps} run behind each other. Results are equal to the bit for any number of threads.
 */
public final class BidiagonalChase {

    private final ChaseKernel<double[]> columns;
    private final RowChaseKernel rows;
    private final UpperBandLayout layout;
    private final double[] band;

    private BidiagonalChase(ChaseKernel<double[]> columns, RowChaseKernel rows, UpperBandLayout layout, double[] band) {
        this.columns = columns;
        this.rows = rows;
        this.layout = layout;
        this.band = band;
    }

    /**
     * Leaves the bidiagonal matrix on and above the diagonal of {@code band}, and zeros elsewhere.
     *
     * @param columns for the blocks on the diagonal
     * @param rows for those to their right
     * @param layout where the band's elements lie
     * @param band finite; squares of its elements must not overflow
     * @param threads threads that work on it, the calling one among them
     */
    public static void run(
            ChaseKernel<double[]> columns, RowChaseKernel rows, UpperBandLayout layout, double[] band, int threads) {
        BidiagonalChase chase = new BidiagonalChase(columns, rows, layout, band);
        Sweeps.run(layout.n(), layout.width(), chase::sweep, threads);
    }

    private Sweeps.Sweep sweep() {
        return new Sweep();
    }

    /** The left reflector of its last step goes along. */
    private final class Sweep implements Sweeps.Sweep {

        private final double[] left = new double[layout.width() + 1];
        private final double[] right = new double[layout.width() + 1];
        private final double[] scratch = new double[4 * layout.width()];
        private int row;

        @Override
        public void begin(int number) {
            row = number;
        }

        @Override
        public void step(int k) {
            int width = layout.width();
            int lda = layout.stride() - 1;
            int block = row + 1 + k * width;
            if (k == 0) {
                rows.eliminate(band, layout.at(row, block), lda, width, right, scratch);
            } else {
                rows.chase(band, layout.at(block - width, block), lda, width, left, right, scratch);
            }
            columns.chase(band, layout.at(block, block), lda, width, right, left, scratch);
        }
    }
}
