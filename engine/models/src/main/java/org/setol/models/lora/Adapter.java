package org.setol.models.lora;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.Tensor;

/**
 * An adapter as PEFT's {@code save_pretrained} leaves it: a folder with {@code adapter_config.json} and {@code
 * adapter_model.safetensors} (or {@code .bin}). Owns the mapped weights.
 *
 * @param config what the configuration says
 * @param weights the tensors
 * @param modules what it updates, in the order of the tensors
 */
public record Adapter(AdapterConfig config, ModelFile weights, List<LoraModule> modules) implements AutoCloseable {

    private static final String CONFIG = "adapter_config.json";
    private static final List<String> WEIGHTS = List.of("adapter_model.safetensors", "adapter_model.bin");

    public Adapter {
        modules = List.copyOf(modules);
    }

    /**
     * Opens an adapter.
     *
     * @param path its folder, or a file in it
     * @throws ModelException when something of it is missing, malformed or of another kind: what, where, remedy
     */
    public static Adapter open(Path path) throws ModelException {
        Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        if (!Files.exists(path) || folder == null) {
            throw new ModelException.Unreadable(path, "no such adapter", "name the folder with its " + CONFIG);
        }
        AdapterConfig config = config(folder);
        ModelFile weights = Models.open(weights(folder));
        try {
            return new Adapter(config, weights, modules(folder, weights));
        } catch (ModelException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static AdapterConfig config(Path folder) throws ModelException {
        Path file = folder.resolve(CONFIG);
        if (!Files.exists(file)) {
            throw new ModelException.Unreadable(
                    folder, "holds no " + CONFIG, "name the folder that PEFT's save_pretrained wrote");
        }
        try (Arena arena = Arena.ofConfined()) {
            return ConfigReader.read(MappedFile.map(file, arena));
        }
    }

    private static Path weights(Path folder) throws ModelException {
        return WEIGHTS.stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new ModelException.Unreadable(
                        folder, "holds neither " + String.join(" nor ", WEIGHTS), "copy the adapter's weights there"));
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
