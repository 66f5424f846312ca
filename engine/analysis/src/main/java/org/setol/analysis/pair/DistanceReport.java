package org.setol.analysis.pair;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.setol.spectra.metrics.MetricsMode;

/**
 * The distances between two models, layer by layer.
 *
 * @param left what the user named first
 * @param leftFormat its format
 * @param right what the user named second
 * @param rightFormat its format
 * @param method how layers are compared
 * @param mode whose numbers
 * @param layers A's layers in its order, then those that B alone has
 */
public record DistanceReport(
        String left,
        String leftFormat,
        String right,
        String rightFormat,
        DistanceMethod method,
        MetricsMode mode,
        List<LayerDistance> layers) {

    public DistanceReport {
        layers = List.copyOf(layers);
    }

    /** Mean of delta_W over the layers that have one. */
    public OptionalDouble meanWeights() {
        return mean(LayerDistance::weights);
    }

    /** Mean of delta_b over the layers that have one (WeightWatcher counts the others as 0). */
    public OptionalDouble meanBias() {
        return mean(LayerDistance::bias);
    }

    private OptionalDouble mean(Function<LayerDistance, OptionalDouble> value) {
        return layers.stream()
                .map(value)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
