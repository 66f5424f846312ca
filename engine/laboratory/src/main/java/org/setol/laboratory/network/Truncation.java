package org.setol.laboratory.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * A network whose layers keep their effective correlation space alone: W becomes P W, P the projection onto the left
 * singular vectors of the tail (6.2, W_ecs = P_tail W). Biases stay.
 *
 * @param projections P by layer name, float32, outputs x outputs; layers without one stay whole
 */
public record Truncation(Map<String, Matrix> projections) {

    /** Nothing is cut. */
    public static final Truncation NONE = new Truncation(Map.of());

    public Truncation {
        projections = Map.copyOf(projections);
    }

    private Optional<Matrix> of(Dense layer) {
        return Optional.ofNullable(projections.get(layer.name()));
    }

    /** The network with all layers but the first truncated; the first is dealt with by {@link #first}. */
    Network applyAbove(Arena arena, MatrixProducts products, Network network) {
        List<Dense> layers = new ArrayList<>(network.layers());
        for (int k = 1; k < layers.size(); k++) {
            layers.set(k, apply(arena, products, layers.get(k)));
        }
        return new Network(layers);
    }

    private Dense apply(Arena arena, MatrixProducts products, Dense layer) {
        return of(layer)
                .map(projection -> {
                    Matrix weights = Matrix.allocate(arena, layer.outputs(), layer.inputs(), Precision.FLOAT32);
                    products.multiply(1, Factor.of(projection), Factor.of(layer.weights()), 0, weights);
                    return new Dense(layer.name(), weights, layer.bias());
                })
                .orElse(layer);
    }

    /** Sums of the truncated first layer from those of the whole one: rows times P, which is symmetric. */
    void first(MatrixProducts products, String name, Matrix sums, Matrix out) {
        Matrix projection = projections.get(name);
        if (projection == null) {
            MemorySegment.copy(sums.segment(), 0, out.segment(), 0, sums.size() * Float.BYTES);
        } else {
            products.multiply(1, Factor.of(sums), Factor.of(projection), 0, out);
        }
    }
}
