package org.setol.spectra.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.setol.spectra.fit.MarchenkoPastur;
import org.setol.spectra.fit.MpFit;
import org.setol.spectra.fit.TracyWidom;
import org.setol.spectra.kernels.Kernels;

/** Finds traps in spectra of randomised matrices. */
final class Traps {

    private static final double EPSILON = 0x1p-52;
    private static final double QUANTILE = TracyWidom.upperQuantile(MarchenkoPastur.FALSE_ALARM);

    private Traps() {}

    /** The largest eigenvalues of one matrix, as far as they are known, and the sum of all. */
    interface Top {

        /** How many are known. */
        int known();

        /** The k-th largest, k below {@link #known}. */
        double value(int k);

        /** Sum of all but the {@code count} largest. */
        double sumWithout(int count);

        /** All known. */
        static Top of(double[] ascending) {
            return new Top() {
                @Override
                public int known() {
                    return ascending.length;
                }

                @Override
                public double value(int k) {
                    return ascending[ascending.length - 1 - k];
                }

                @Override
                public double sumWithout(int count) {
                    return Kernels.sum(ascending, 0, ascending.length - count);
                }
            };
        }
    }

    /**
     * Traps of one matrix and the edge they exceed.
     *
     * @param edge there also when nothing exceeds it
     * @param traps the largest first
     */
    record Verdict(double edge, List<Trap> traps) {}

    /** Eigenvalues above the spike threshold of a fitted bulk, the largest first: WeightWatcher's. */
    static List<Trap> aboveBulk(double[] ascending, MpFit bulk) {
        return above(Top.of(ascending), bulk.threshold(), bulk.fluctuation());
    }

    /** {@link #aboveNoise(Top, int, int)} for each of several matrices by itself; the largest first. */
    static List<Trap> aboveNoise(List<double[]> slices, int rows, int cols) {
        List<Trap> traps = new ArrayList<>();
        slices.forEach(
                slice -> traps.addAll(aboveNoise(Top.of(slice), rows, cols).traps()));
        traps.sort(Comparator.comparingDouble(Trap::eigenvalue).reversed());
        return traps;
    }

    /**
     * Eigenvalues that independent elements of the matrix's own variance would exceed once in 100,000 matrices
     * ({@link MarchenkoPastur#FALSE_ALARM}). The variance needs no fit: it is that of the elements, without what the traps
     * themselves contribute. Each trap taken away lowers the edge, so what is known of the spectrum has to reach down to
     * the last edge, and no further.
     *
     * @param rows N, the longer side
     * @param cols M, the shorter side
     */
    static Verdict aboveNoise(Top top, int rows, int cols) {
        if (rows < 2) {
            return new Verdict(Double.POSITIVE_INFINITY, List.of());
        }
        double rounding = top.known() == 0 ? 0 : top.value(0) * rows * EPSILON;
        List<Trap> traps = List.of();
        double edge;
        int before;
        do {
            before = traps.size();
            double variance = top.sumWithout(before) / ((double) (rows - before) * (cols - before));
            double fluctuation = variance * TracyWidom.scale(rows, cols);
            edge = Math.max(variance * TracyWidom.centre(rows, cols) + QUANTILE * fluctuation, rounding);
            traps = above(top, edge, fluctuation);
        } while (traps.size() > before && traps.size() < cols);
        return new Verdict(edge, traps);
    }

    private static List<Trap> above(Top top, double edge, double fluctuation) {
        List<Trap> traps = new ArrayList<>();
        for (int k = 0; k < top.known() && top.value(k) > edge; k++) {
            traps.add(new Trap(top.value(k), edge, (top.value(k) - edge) / fluctuation));
        }
        return Collections.unmodifiableList(traps);
    }
}
