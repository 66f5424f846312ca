package org.setol.analysis.run;

import org.setol.analysis.AnalysisOptions;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerType;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.MetricsMode;

/**
 * WeightWatcher's conv2d_norm: every slice of a 2-D convolution is multiplied by sqrt(count / 2), count being 1 for pooled
 * slices and their number otherwise. Other layers are left alone.
 *
 * @param squared factor of the eigenvalues: count / 2, or 1
 * @param onWeights whether the weights themselves are scaled, in float32 as there; else the eigenvalues are, exactly
 */
record ConvolutionNorm(double squared, boolean onWeights) {

    static ConvolutionNorm of(Layer layer, AnalysisOptions options) {
        if (layer.type() != LayerType.CONV2D) {
            return new ConvolutionNorm(1, false);
        }
        int count = options.rules().pool() ? 1 : layer.slices().size();
        boolean likeWeightWatcher = options.metrics().mode() == MetricsMode.COMPAT
                && layer.slices().getFirst().elementType() == ElementType.FLOAT32;
        return new ConvolutionNorm(count / 2.0, likeWeightWatcher);
    }

    /** What is left to do to the eigenvalues. */
    double eigenvalueScale() {
        return onWeights ? 1 : squared;
    }

    MatrixSource apply(MatrixSource slice) {
        return onWeights ? new Float32Scaled(slice, (float) Math.sqrt(squared)) : slice;
    }
}
