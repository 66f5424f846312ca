package org.setol.models;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * An opened model. Owns the mappings: after {@link #close} no tensor of it may be read.
 *
 * @param path what the user named
 * @param contents its tensors
 * @param unpackedBytes memory that it takes beside its mappings, for numbers that were compressed or in chunks
 * @param arena owner of all of it
 */
public record ModelFile(Path path, ModelContents contents, long unpackedBytes, Arena arena) implements AutoCloseable {

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
