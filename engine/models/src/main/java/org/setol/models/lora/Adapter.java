package org.setol.models.lora;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.Tensor;

/**
 * An adapter: what its configuration says, and its weights, which it owns.
 *
 * @param config what the configuration says
 * @param weights the tensors
 * @param modules what it updates, in the order of the tensors
 */
public record Adapter(AdapterConfig config, ModelFile weights, List<LoraModule> modules) implements AutoCloseable {

    public Adapter {
        modules = List.copyOf(modules);
    }

    /**
     * Of a folder and its weights, opened; closes them when there is no adapter in them.
     *
     * @throws ModelException.Malformed when the weights hold no factors
     */
    public static Adapter of(AdapterFolder folder, ModelFile weights) throws ModelException {
        try {
            return new Adapter(folder.config(), weights, modules(folder.path(), weights));
        } catch (ModelException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static List<LoraModule> modules(Path folder, ModelFile weights) throws ModelException {
        Map<FactorName, LoraModule> found = new LinkedHashMap<>();
        for (Tensor tensor : weights.contents().tensors()) {
            Optional<FactorName> name = FactorName.parse(tensor.name());
            if (name.isPresent()) {
                FactorName factor = name.get();
                FactorName key = new FactorName(factor.module(), factor.adapter(), factor.embedding(), true);
                String shown = factor.module()
                        + (factor.adapter().isEmpty() || factor.adapter().equals("default")
                                ? ""
                                : "." + factor.adapter());
                LoraModule before = found.getOrDefault(
                        key, new LoraModule(shown, factor.embedding(), Optional.empty(), Optional.empty()));
                found.put(key, before.with(factor.isA(), tensor));
            }
        }
        if (found.isEmpty()) {
            throw new ModelException.Malformed(
                    folder,
                    "its weights hold no lora_A and lora_B among "
                            + weights.contents().tensors().size() + " tensors",
                    "name the folder of a LoRA adapter");
        }
        return List.copyOf(found.values());
    }

    /** Tensors that are no factors: biases, whole weights that the adapter replaces, magnitudes. */
    Stream<Tensor> others() {
        return weights.contents().tensors().stream()
                .filter(tensor -> FactorName.parse(tensor.name()).isEmpty());
    }

    @Override
    public void close() {
        weights.close();
    }
}
