package org.setol.analysis.pair;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.setol.models.ModelContents;
import org.setol.models.Tensor;
import org.setol.models.layers.Layer;
import org.setol.models.pairs.LayerName;
import org.setol.spectra.source.StridedView;

/**
 * The biases of a model by the layers they belong to: {@code NAME.bias} to {@code NAME.weight}, {@code NAME/bias:0} to
 * {@code NAME/kernel:0} and, as Keras 3 numbers them, {@code NAME/vars/1} to {@code NAME/vars/0}.
 */
final class Biases {

    private static final Pattern NAMED = Pattern.compile("(.+)[./]bias(:\\d+)?");
    private static final Pattern NUMBERED = Pattern.compile("(.+/vars)/1");

    private final Map<String, Tensor> byKey = new HashMap<>();

    Biases(ModelContents contents) {
        for (Tensor tensor : contents.tensors()) {
            if (tensor.order() == 1 && tensor.elementType().isFloating() && tensor.dim(0) <= Integer.MAX_VALUE) {
                weights(tensor.name())
                        .ifPresent(name -> byKey.put(LayerName.of(name).key(), tensor));
            }
        }
    }

    /** The name of the weights beside a bias. */
    private static Optional<String> weights(String bias) {
        Matcher named = NAMED.matcher(bias);
        if (named.matches()) {
            return Optional.of(named.group(1));
        }
        Matcher numbered = NUMBERED.matcher(bias);
        return numbered.matches() ? Optional.of(numbered.group(1) + "/0") : Optional.empty();
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
