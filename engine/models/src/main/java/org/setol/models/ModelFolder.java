package org.setol.models;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the file to open in a folder. */
final class ModelFolder {

    private ModelFolder() {}

    static Path entry(Path folder) throws ModelException {
        Path single = folder.resolve("model.safetensors");
        if (Files.isRegularFile(single)) {
            return single;
        }
        throw new ModelException.Unreadable(folder, "holds no model file", "name a file in it");
    }
}
