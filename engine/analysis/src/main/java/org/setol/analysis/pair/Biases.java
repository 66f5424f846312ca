package org.setol.analysis.pair;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.setol.models.ModelContents;
import org.setol.models.Tensor;
import org.setol.models.layers.Layer;
import org.setol.models.pairs.LayerName;
import org.setol.spectra.source.StridedView;

/** The biases of a model by the layers they belong to: {@code NAME.bias} to {@code NAME.weight}. */
final class Biases {

    private static final String SUFFIX = ".bias";

    private final Map<String, Tensor> byKey = new HashMap<>();

    Biases(ModelContents contents) {
        for (Tensor tensor : contents.tensors()) {
            if (tensor.order() == 1
                    && tensor.elementType().isFloating()
                    && tensor.dim(0) <= Integer.MAX_VALUE
                    && tensor.name().endsWith(SUFFIX)) {
                String layer = tensor.name().substring(0, tensor.name().length() - SUFFIX.length());
                byKey.put(LayerName.of(layer).key(), tensor);
            }
        }
    }

    /** A layer's bias as a matrix of one row. */
    Optional<StridedView> of(Layer layer) {
        LayerName name = LayerName.of(layer.tensor());
        return Optional.ofNullable(byKey.get(name.key()))
                .or(() -> Optional.ofNullable(byKey.get(name.path())))
                .map(bias -> new StridedView(
                        bias.data(), bias.elementType(), 0, 1, Math.toIntExact(bias.dim(0)), 1, bias.stride(0)));
    }
}
