package org.setol.analysis.report;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.setol.models.Tensor;
import org.setol.models.layers.Factor;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.Skipped;

/**
 * One tensor as its header tells.
 *
 * @param layerId number among the matrix-bearing tensors, for those that would be analysed
 * @param longname the graph's node path where the format has one, else the tensor's name
 * @param layerType {@code dense}, ...; empty when it would not be analysed
 * @param evals number of eigenvalues it would have
 * @param parameters number of elements; empty for an entry that cannot be mapped
 * @param coverage name, shape, type and what would become of it
 */
public record TensorDescription(
        OptionalInt layerId,
        String longname,
        String layerType,
        OptionalLong evals,
        OptionalLong parameters,
        CoverageEntry coverage) {

    /** Of a tensor that can be mapped. */
    public static TensorDescription of(Tensor tensor, LayerDecision decision) {
        return of(decision, OptionalLong.of(tensor.elements()));
    }

    /** Of an entry that cannot. */
    public static TensorDescription unmapped(LayerDecision decision) {
        return of(decision, OptionalLong.empty());
    }

    private static TensorDescription of(LayerDecision decision, OptionalLong parameters) {
        CoverageEntry coverage = CoverageEntry.of(decision);
        return switch (decision) {
            case Layer layer ->
                new TensorDescription(
                        OptionalInt.of(layer.layerId()),
                        layer.longname(),
                        layer.type().label(),
                        OptionalLong.of(layer.pooledEvals()),
                        parameters,
                        coverage);
            case Factor factor -> withoutLayer(factor, parameters, coverage);
            case Skipped skipped -> withoutLayer(skipped, parameters, coverage);
        };
    }

    private static TensorDescription withoutLayer(
            LayerDecision decision, OptionalLong parameters, CoverageEntry coverage) {
        return new TensorDescription(
                OptionalInt.empty(), decision.tensorName(), "", OptionalLong.empty(), parameters, coverage);
    }
}
