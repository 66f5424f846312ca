package org.setol.models;

import java.nio.file.Path;

/** Finds the file to open in a folder. */
final class ModelFolder {

    private ModelFolder() {}

    static Path entry(Path folder) throws ModelException {
        throw new ModelException.Unreadable(folder, "holds no model file", "name a file in it");
    }
}
