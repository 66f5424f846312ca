package org.setol.models.lora;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;

/**
 * An adapter as PEFT's {@code save_pretrained} leaves it: a folder with {@code adapter_config.json} and {@code
 * adapter_model.safetensors} (or {@code .bin}).
 *
 * @param path the folder
 * @param config what the configuration says
 * @param weights the file with the tensors, to be opened as any model
 */
public record AdapterFolder(Path path, AdapterConfig config, Path weights) {

    private static final String CONFIG = "adapter_config.json";
    private static final List<String> WEIGHTS = List.of("adapter_model.safetensors", "adapter_model.bin");

    /**
     * Reads the configuration.
     *
     * @param path the folder, or a file in it
     * @throws ModelException when something of it is missing, malformed or of another kind: what, where, remedy
     */
    public static AdapterFolder read(Path path) throws ModelException {
        Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        if (!Files.exists(path) || folder == null) {
            throw new ModelException.Unreadable(path, "no such adapter", "name the folder with its " + CONFIG);
        }
        return new AdapterFolder(folder, config(folder), weights(folder));
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
}
