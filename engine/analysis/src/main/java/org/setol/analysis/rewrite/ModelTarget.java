package org.setol.analysis.rewrite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.setol.models.CompanionFiles;
import org.setol.models.ModelFile;
import org.setol.models.ModelWriter;
import org.setol.models.TensorSpec;
import org.setol.models.output.OutputException;
import org.setol.models.output.OutputFile;
import org.setol.models.output.OutputFolder;
import org.setol.models.safetensors.SafetensorsFolderWriter;
import org.setol.models.safetensors.SafetensorsWriter;

/**
 * Where a model is written: {@code NAME.safetensors} is one file whatever the model was read from, any other name a new
 * folder, which also gets what lies beside the weights when the model was a folder.
 */
final class ModelTarget {

    private static final String SUFFIX = ".safetensors";

    /** Names that promise another format. */
    private static final Set<String> OTHER_SUFFIXES =
            Set.of("pt", "pth", "bin", "ckpt", "onnx", "npz", "npy", "h5", "keras", "gguf", "json", "msgpack");

    private ModelTarget() {}

    /**
     * Refuses what cannot end well, before any work.
     *
     * @throws OutputException when the target is a file of the model, by whatever name, or has another format's suffix
     */
    static void check(ModelFile model, Path target) throws IOException {
        if (isFile(target)) {
            if (OutputFile.replaced(target, model.contents().paths()).isPresent()) {
                throw new OutputException(target, "is a file of the model itself", "name another file");
            }
            return;
        }
        String name = name(target);
        if (OTHER_SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1)) && name.contains(".")) {
            throw new OutputException(
                    target, "models are written as safetensors", "end the name in .safetensors, or name a new folder");
        }
    }

    /** Begins to write. */
    static ModelWriter open(ModelFile model, Path target, List<TensorSpec> tensors, Map<String, String> metadata)
            throws IOException {
        return isFile(target)
                ? SafetensorsWriter.open(target, tensors, metadata)
                : folder(model, target, tensors, metadata);
    }

    private static ModelWriter folder(
            ModelFile model, Path target, List<TensorSpec> tensors, Map<String, String> metadata) throws IOException {
        OutputFolder folder = OutputFolder.open(target);
        try {
            if (Files.isDirectory(model.path())) {
                CompanionFiles.copy(model.path(), folder.path());
            }
            return SafetensorsFolderWriter.open(folder, tensors, metadata, SafetensorsFolderWriter.SHARD_BYTES);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static boolean isFile(Path target) {
        return name(target).endsWith(SUFFIX);
    }

    private static String name(Path target) {
        return String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    }
}
