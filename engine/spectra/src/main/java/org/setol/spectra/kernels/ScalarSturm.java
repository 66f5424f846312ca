package org.setol.spectra.kernels;

import java.util.Arrays;

/**
 * Sturm sequences without the Vector API: row by row for a block of points, so that their divisions overlap; C2 makes
 * vectors of such loops by itself. All state is in one array, block after block: of several C2 could not tell that they
 * are not the same.
 */
final class ScalarSturm implements SturmKernel {

    /** Points of a block: 64 and 32 take 1.6 and 2.3 times as long, 256 as long as 128 (benchmarks/NOTES.md, entry 31). */
    private static final int BLOCK = 128;

    private static final int INVERSE = BLOCK;
    private static final int RATIO = 2 * BLOCK;
    private static final int SECOND = 3 * BLOCK;
    private static final int SQUARES = 4 * BLOCK;
    private static final int REST = 5 * BLOCK;
    private static final int SIGNS = 6 * BLOCK;
    private static final int STATE = 7 * BLOCK;

    @Override
    public void read(double[] d, double[] e2, SturmReadings readings, int from, int to) {
        double[] state = new double[STATE];
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, to - first);
            Arrays.fill(state, 0);
            System.arraycopy(readings.at(), first, state, 0, count);
            for (int i = 0; i < d.length; i++) {
                row(d[i], e2[i], state);
            }
            for (int k = 0; k < count; k++) {
                keep(d, e2, state, k, readings, first + k);
            }
        }
    }

    private static void row(double diagonal, double square, double[] state) {
        for (int k = 0; k < BLOCK; k++) {
            double ratio = state[RATIO + k];
            double product = state[INVERSE + k] * square;
            double pivot = diagonal - state[k] - product;
            state[SIGNS + k] += Math.signum(pivot);
            double inverse = 1 / pivot;
            state[INVERSE + k] = inverse;
            double second = product * inverse * Math.fma(ratio, -2 * ratio, state[SECOND + k]);
            state[SECOND + k] = second;
            state[REST + k] += second;
            double next = Math.fma(product, ratio, -1.0) * inverse;
            state[RATIO + k] = next;
            state[SQUARES + k] = Math.fma(next, next, state[SQUARES + k]);
        }
    }

    private static void keep(double[] d, double[] e2, double[] state, int k, SturmReadings readings, int to) {
        double squares = state[SQUARES + k];
        readings.squares()[to] = squares;
        readings.rest()[to] = state[REST + k];
        // A pivot of zero is neither, and leaves its mark on the sum.
        readings.below()[to] = Double.isFinite(squares)
                ? Math.round((d.length - state[SIGNS + k]) / 2)
                : below(d, e2, readings.at()[to]);
    }

    private static long below(double[] d, double[] e2, double x) {
        double inverse = 0;
        long below = 0;
        for (int i = 0; i < d.length; i++) {
            double pivot = d[i] - x - inverse * e2[i];
            below += Double.doubleToRawLongBits(pivot) >>> 63;
            inverse = 1 / pivot;
        }
        return below;
    }
}
