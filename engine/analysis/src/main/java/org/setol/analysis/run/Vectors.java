package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.setol.analysis.run.TaskOutcome.Slice;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.metrics.VectorShape;
import org.setol.spectra.metrics.VectorStudy;

/** Puts the vectors of a row's matrices together. */
final class Vectors {

    private static final double EPSILON = 0x1p-52;

    /** A vector's shape with its eigenvalue. */
    private record Weighed(double eigenvalue, VectorShape shape) {}

    private Vectors() {}

    /**
     * Of all matrices, parted at the xmin of the tail.
     *
     * <p>xmin is an eigenvalue. WeightWatcher compares it with the same number as another routine computes it, so that
     * rounding decides where its vector goes: into the bulk in five of the six layers we have its numbers of, and there
     * compat puts it. Corrected counts it to the tail, as the fit does.
     *
     * @param outcomes of the row's own matrices, all with values
     */
    static VectorStudy study(List<TaskOutcome> outcomes, double scale, SpectralMetrics metrics, MetricsMode mode) {
        if (metrics.tail().outcome() instanceof NoFit) {
            return VectorStudy.missing("no xmin to part bulk and tail vectors at");
        }
        double xmin = ((TailFit) metrics.tail().outcome()).xmin();
        List<Weighed> all = new ArrayList<>();
        for (TaskOutcome outcome : outcomes) {
            switch (outcome) {
                case TaskOutcome.Vectors vectors -> {
                    if (!vectors.reason().isEmpty()) {
                        return VectorStudy.missing("vectors: " + vectors.reason());
                    }
                    all.addAll(weighed(vectors, scale, metrics.esd().rows(), mode));
                }
                case Slice ignored -> throw new IllegalArgumentException("values alone were asked for");
                case TaskOutcome.Traps ignored -> throw new IllegalArgumentException("traps are not a layer's own");
            }
        }
        all.sort(Comparator.comparingDouble(Weighed::eigenvalue));
        double least = mode == MetricsMode.COMPAT ? Math.nextUp(xmin) : xmin;
        int tail = (int) all.stream().filter(w -> w.eigenvalue() >= least).count();
        return VectorStudy.of(all.stream().map(Weighed::shape).toArray(VectorShape[]::new), tail);
    }

    /** Corrected leaves out the null space, whose vectors are any basis of it. */
    private static List<Weighed> weighed(TaskOutcome.Vectors vectors, double scale, int longer, MetricsMode mode) {
        double[] sigma = vectors.outcome().singularValues();
        double threshold = mode == MetricsMode.COMPAT ? -1 : sigma[sigma.length - 1] * longer * EPSILON;
        List<Weighed> weighed = new ArrayList<>();
        for (int i = 0; i < sigma.length; i++) {
            if (sigma[i] > threshold) {
                weighed.add(new Weighed(
                        scale * (sigma[i] * sigma[i]), vectors.shapes().get(i)));
            }
        }
        return weighed;
    }
}
