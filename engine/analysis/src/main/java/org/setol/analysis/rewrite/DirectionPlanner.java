package org.setol.analysis.rewrite;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerType;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.matrix.MatrixSource;

/** Finds out which directions of a layer stay. Used by several threads. */
interface DirectionPlanner {

    /** What will be taken apart. */
    List<? extends MatrixSource> sources(Layer layer);

    /** How far down its values matter. */
    Accuracy accuracy();

    /**
     * Takes a layer apart and decides.
     *
     * @param bases the owner of the vectors
     */
    Directions plan(Layer layer, Arena bases);

    /** WeightWatcher's conv2d_norm of pooled slices, so that thresholds and norms are those of {@code analyze}. */
    static double scale(Layer layer) {
        return layer.type() == LayerType.CONV2D ? 0.5 : 1;
    }

    static double squaredNorm(List<double[]> values) {
        return values.stream()
                .flatMapToDouble(Arrays::stream)
                .map(sigma -> sigma * sigma)
                .sum();
    }
}
