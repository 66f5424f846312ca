package org.setol.spectra.band;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.setol.spectra.kernels.ChaseKernel;

/**
 * A symmetric band matrix to tridiagonal form with the same eigenvalues, by bulge chasing (Schwarz 1968; by whole columns
 * as Bischof, Lang and Sun 2000, ACM TOMS 26:581, the routine {@code sb2st} of LAPACK). About 6 n^2 width operations.
 *
 * <p>Sweep s makes column s tridiagonal and chases the bulge that this leaves, width rows at a step, off the end. Step k
 * may begin when the sweep before has done its step k + 1. So sweeps run behind each other, a group of {@value #GROUP}
 * on a thread: in a group the same blocks are used again while they are in the cache. Every element goes through the same
 * operations in the same order whatever the number of threads: results are equal to the bit.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class BulgeChase<A> {

    /** Sweeps that one thread does together. */
    static final int GROUP = 4;

    private static final int FINISHED = Integer.MAX_VALUE;

    private final ChaseKernel<A> kernel;
    private final BandLayout layout;
    private final A band;
    private final AtomicIntegerArray waves;

    private BulgeChase(ChaseKernel<A> kernel, BandLayout layout, A band) {
        this.kernel = kernel;
        this.layout = layout;
        this.band = band;
        this.waves = new AtomicIntegerArray(groups() + 1);
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
        int most = Math.max(1, Math.min(threads, chase.groups()));
        Team.run(most, (member, team) -> chase.work(member, most, team));
    }

    /** Sweeps 0 to n - 3; the last two columns are tridiagonal. */
    private int sweeps() {
        return Math.max(0, layout.n() - 2);
    }

    private int groups() {
        return (sweeps() + GROUP - 1) / GROUP;
    }

    /** Steps of a sweep: the first, and one for each further block that begins within the matrix. */
    private int steps(int sweep) {
        return 1 + (layout.n() - 2 - sweep) / layout.width();
    }

    private void work(int member, int members, Team team) {
        List<Sweep> sweeps = new ArrayList<>();
        for (int i = 0; i < GROUP; i++) {
            sweeps.add(new Sweep());
        }
        for (int group = member; group < groups(); group += members) {
            run(group, sweeps, team);
        }
    }

    private void run(int group, List<Sweep> sweeps, Team team) {
        int first = group * GROUP;
        int count = Math.min(GROUP, sweeps() - first);
        for (int i = 0; i < count; i++) {
            sweeps.get(i).begin(first + i);
        }
        int last = steps(first) + 2 * (count - 1);
        for (int wave = 0; wave < last; wave++) {
            // Step wave of our first sweep needs step wave + 1 of the last sweep before, which lags 2 (GROUP - 1)
            // waves.
            if (group > 0) {
                team.awaitAtLeast(waves, group - 1, wave + 2 + 2 * (GROUP - 1));
            }
            for (int i = 0; i < count; i++) {
                sweeps.get(i).step(wave - 2 * i);
            }
            waves.setRelease(group, wave + 1);
        }
        waves.setRelease(group, FINISHED);
    }

    /** One sweep on its way down: the reflector of its last step. */
    private final class Sweep {

        private A current = kernel.array(layout.width() + 1);
        private A next = kernel.array(layout.width() + 1);
        private final A scratch = kernel.array(4 * layout.width());
        private int column;

        void begin(int column) {
            this.column = column;
        }

        /** Nothing where the sweep has not begun, or is over. */
        void step(int k) {
            if (k < 0 || k >= steps(column)) {
                return;
            }
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
