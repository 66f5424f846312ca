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

    /** Eigenvalues above the spike threshold of a fitted bulk, the largest first: WeightWatcher's. */
    static List<Trap> aboveBulk(double[] ascending, MpFit bulk) {
        return above(ascending, bulk.threshold(), bulk.fluctuation());
    }

    /**
     * Eigenvalues that independent elements of the matrix's own variance would exceed once in 100,000 matrices
     * ({@link MarchenkoPastur#FALSE_ALARM}), the largest first. The variance needs no fit: it is that of the elements,
     * without what the traps themselves contribute.
     *
     * @param slices eigenvalues of each matrix, ascending; each is judged by itself
     * @param rows N, their longer side
     * @param cols M, the shorter side
     */
    static List<Trap> aboveNoise(List<double[]> slices, int rows, int cols) {
        List<Trap> traps = new ArrayList<>();
        if (rows > 1) {
            slices.forEach(slice -> traps.addAll(aboveNoise(slice, rows, cols)));
        }
        traps.sort(Comparator.comparingDouble(Trap::eigenvalue).reversed());
        return traps;
    }

    private static List<Trap> aboveNoise(double[] ascending, int rows, int cols) {
        double rounding = ascending[ascending.length - 1] * rows * EPSILON;
        List<Trap> traps = List.of();
        int before;
        do {
            before = traps.size();
            double variance =
                    Kernels.sum(ascending, 0, ascending.length - before) / ((double) (rows - before) * (cols - before));
            double fluctuation = variance * TracyWidom.scale(rows, cols);
            double edge = variance * TracyWidom.centre(rows, cols) + QUANTILE * fluctuation;
            traps = above(ascending, Math.max(edge, rounding), fluctuation);
        } while (traps.size() > before && traps.size() < cols);
        return traps;
    }

    private static List<Trap> above(double[] ascending, double edge, double fluctuation) {
        List<Trap> traps = new ArrayList<>();
        for (int i = ascending.length - 1; i >= 0 && ascending[i] > edge; i--) {
            traps.add(new Trap(ascending[i], edge, (ascending[i] - edge) / fluctuation));
        }
        return Collections.unmodifiableList(traps);
    }
}
