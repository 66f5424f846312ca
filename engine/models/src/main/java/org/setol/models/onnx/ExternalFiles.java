package org.setol.models.onnx;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.Quoted;

/**
 * The files beside a model in which it keeps large tensors, each mapped once. Only files in the model's folder (or below
 * it), or beside the file that the model is a link to, are opened, after symbolic links are followed: a model file must not decide what else on the disk is read.
 */
final class ExternalFiles {

    private final Path model;
    private final Arena arena;
    private final Map<String, MappedFile> mapped = new HashMap<>();

    ExternalFiles(Path model, Arena arena) {
        this.model = model;
        this.arena = arena;
    }

    /**
     * The bytes that an {@code external_data} entry points at.
     *
     * @param tensor its name, for messages
     * @param entries keys {@code location}, {@code offset}, {@code length}
     * @param needed bytes that the shape takes
     */
    MemorySegment slice(String tensor, Map<String, String> entries, long needed) throws ModelException {
        String location = entries.getOrDefault("location", "");
        if (location.isEmpty()) {
            throw malformed("tensor " + Quoted.of(tensor) + " is external but names no file");
        }
        long offset = number(tensor, "offset", entries.getOrDefault("offset", "0"));
        long length = number(tensor, "length", entries.getOrDefault("length", Long.toString(needed)));
        if (length != needed) {
            throw malformed("tensor " + Quoted.of(tensor) + " has " + length + " bytes in " + Quoted.of(location)
                    + ", its shape needs " + needed);
        }
        MappedFile file = open(tensor, location);
        if (offset > file.size() || length > file.size() - offset) {
            throw malformed("tensor " + Quoted.of(tensor) + " lies at bytes " + offset + " to " + offset + " + "
                    + length + " of " + Quoted.of(location) + ", which has " + file.size());
        }
        return file.bytes().asSlice(offset, length);
    }

    /** Those opened so far. */
    Set<MappedFile> files() {
        return Set.copyOf(mapped.values());
    }

    private long number(String tensor, String key, String value) throws ModelException {
        try {
            long number = Long.parseLong(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through: the message is the same as for a negative number.
        }
        throw malformed("tensor " + Quoted.of(tensor) + " has the external " + key + " " + Quoted.of(value));
    }

    private MappedFile open(String tensor, String location) throws ModelException {
        MappedFile known = mapped.get(location);
        if (known != null) {
            return known;
        }
        MappedFile file = MappedFile.map(inFolder(tensor, location), arena);
        mapped.put(location, file);
        return file;
    }

    private Path inFolder(String tensor, String location) throws ModelException {
        try {
            Path relative = Path.of(location);
            Path folder = model.toAbsolutePath().getParent();
            if (folder == null || relative.isAbsolute() || climbs(relative)) {
                throw unsafe(tensor, location);
            }
            Path target = folder.resolve(relative);
            if (!Files.isRegularFile(target)) {
                throw new ModelException.Unreadable(
                        model,
                        "tensor " + Quoted.of(tensor) + " is kept in " + Quoted.of(location) + ", which is missing",
                        "put that file beside the model");
            }
            Path real = target.toRealPath();
            if (!real.startsWith(folder.toRealPath()) && !real.startsWith(realFolder())) {
                throw unsafe(tensor, location);
            }
            return target;
        } catch (InvalidPathException e) {
            throw malformed("tensor " + Quoted.of(tensor) + " names the impossible file " + Quoted.of(location));
        } catch (IOException e) {
            throw new ModelException.Unreadable(
                    model,
                    "tensor " + Quoted.of(tensor) + " is kept in " + Quoted.of(location) + ", which cannot be opened",
                    "check it",
                    e);
        }
    }

    /** Where the model file really lies: download caches keep a model and its data as links into one store. */
    private Path realFolder() throws IOException {
        Path folder = model.toRealPath().getParent();
        return folder == null ? model.toRealPath() : folder;
    }

    private static boolean climbs(Path relative) {
        for (Path part : relative) {
            if (part.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }

    private ModelException.Unsafe unsafe(String tensor, String location) {
        return new ModelException.Unsafe(
                model,
                "tensor " + Quoted.of(tensor) + " points to " + Quoted.of(location) + ", outside the model's folder",
                "copy that file into the folder if you trust it, and write the model again");
    }

    private ModelException.Malformed malformed(String problem) {
        return new ModelException.Malformed(model, problem);
    }
}
