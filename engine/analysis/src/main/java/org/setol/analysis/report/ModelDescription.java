package org.setol.analysis.report;

import java.util.ArrayList;
import java.util.List;
import org.setol.models.ModelContents;
import org.setol.models.Tensor;
import org.setol.models.layers.LayerDecision;

/**
 * What is in a model, from its headers alone.
 *
 * @param model what the user named
 * @param format of the file
 * @param tensors in file order
 */
public record ModelDescription(String model, String format, List<TensorDescription> tensors) {

    public ModelDescription {
        tensors = List.copyOf(tensors);
    }

    /** Pairs tensors and decisions, which a plan keeps in the same order, unmapped entries last. */
    public static ModelDescription of(String model, ModelContents contents, List<LayerDecision> decisions) {
        List<TensorDescription> described = new ArrayList<>();
        List<Tensor> tensors = contents.tensors();
        for (int i = 0; i < decisions.size(); i++) {
            described.add(
                    i < tensors.size()
                            ? TensorDescription.of(tensors.get(i), decisions.get(i))
                            : TensorDescription.unmapped(decisions.get(i)));
        }
        return new ModelDescription(model, contents.format(), described);
    }

    /** Elements of all tensors that can be mapped. */
    public long parameters() {
        return tensors.stream().mapToLong(t -> t.parameters().orElse(0)).sum();
    }
}
