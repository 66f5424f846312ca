package org.setol.models.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.Tensor;
import org.setol.models.layers.KernelSlices.Axes;
import org.setol.spectra.matrix.ElementType;

/**
 * What is to be done with every tensor of a model: each appears once, analysed or skipped with a reason, in file order;
 * entries that could not be mapped come last. Reads shapes and names, no weights. Cost: linear in the number of tensors.
 *
 * @param decisions one for each tensor and each unread entry
 */
public record LayerPlan(List<LayerDecision> decisions) {

    public LayerPlan {
        decisions = List.copyOf(decisions);
    }

    /** Plans a model. */
    public static LayerPlan of(ModelContents contents, LayerRules rules) {
        Planner planner = new Planner(rules);
        List<LayerDecision> decisions = new ArrayList<>();
        for (Tensor tensor : contents.tensors()) {
            decisions.add(planner.decide(tensor));
        }
        for (Unread unread : contents.unread()) {
            decisions.add(Skipped.of(unread));
        }
        return new LayerPlan(decisions);
    }

    /** What is analysed, in file order: ids ascend. */
    public List<Layer> layers() {
        return decisions.stream()
                .filter(Layer.class::isInstance)
                .map(Layer.class::cast)
                .toList();
    }

    /** What is not. */
    public List<Skipped> skipped() {
        return decisions.stream()
                .filter(Skipped.class::isInstance)
                .map(Skipped.class::cast)
                .toList();
    }

    /** Counts the tensors that hold matrices while it decides. */
    private static final class Planner {
        private static final String NAME_SUFFIX = ".weight";

        private final LayerRules rules;
        private int nextId;

        Planner(LayerRules rules) {
            this.rules = rules;
        }

        LayerDecision decide(Tensor tensor) {
            Optional<String> noWeights = whyNoMatrices(tensor);
            if (noWeights.isPresent()) {
                return Skipped.of(tensor, noWeights.get());
            }
            Optional<Axes> axes = TensorAxes.of(tensor);
            if (axes.isEmpty()) {
                return Skipped.of(tensor, "3-D tensor without a kernel axis");
            }
            // Counted before any limit or filter, so that ids do not depend on the options.
            int id = nextId++;
            Optional<String> tooLarge = whyTooLarge(tensor, axes.get());
            return tooLarge.isPresent() ? Skipped.of(tensor, tooLarge.get()) : filtered(layer(id, tensor, axes.get()));
        }

        private static Optional<String> whyNoMatrices(Tensor tensor) {
            ElementType type = tensor.elementType();
            if (!type.isFloating()) {
                boolean integer = type.kind() == ElementType.Kind.INTEGER;
                return Optional.of(integer ? "integer type " + type.label() : type.label() + " is no real weight");
            }
            return switch (tensor.order()) {
                case 0 -> Optional.of("scalar");
                case 1 -> Optional.of("1-D: bias or norm scale");
                case 2, 3, 4 ->
                    LongStream.of(tensor.shape()).anyMatch(length -> length == 0)
                            ? Optional.of("no elements (an axis of length 0)")
                            : Optional.empty();
                default -> Optional.of(tensor.order() + "-D tensor is not supported");
            };
        }

        private static Optional<String> whyTooLarge(Tensor tensor, Axes axes) {
            long longest = Math.max(tensor.dim(axes.rows()), tensor.dim(axes.cols()));
            if (longest > Integer.MAX_VALUE) {
                return Optional.of("an axis of " + longest + " is longer than " + Integer.MAX_VALUE);
            }
            long rf = axes.rf(tensor);
            return rf > Integer.MAX_VALUE
                    ? Optional.of("a kernel of " + rf + " positions is larger than " + Integer.MAX_VALUE)
                    : Optional.empty();
        }

        private static Layer layer(int id, Tensor tensor, Axes axes) {
            int rows = Math.toIntExact(tensor.dim(axes.rows()));
            int cols = Math.toIntExact(tensor.dim(axes.cols()));
            KernelSlices slices = new KernelSlices(tensor, axes);
            String name = tensor.name().endsWith(NAME_SUFFIX)
                    ? tensor.name().substring(0, tensor.name().length() - NAME_SUFFIX.length())
                    : tensor.name();
            return new Layer(
                    id,
                    name,
                    tensor.path().isEmpty() ? name : tensor.path(),
                    axes.type(),
                    tensor,
                    slices,
                    Math.max(rows, cols),
                    Math.min(rows, cols),
                    slices.size());
        }

        private LayerDecision filtered(Layer layer) {
            long n = rules.pool() ? layer.pooledEvals() : layer.M();
            return rules.objection(layer, n)
                    .<LayerDecision>map(reason -> Skipped.of(layer.tensor(), reason))
                    .orElse(layer);
        }
    }
}
