package org.setol.models.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A folder that appears whole or not at all: filled beside its place under a temporary name and renamed by {@link #commit}.
 * Closing without commit, or the end of the process, removes it. It takes the place of nothing but an empty folder.
 */
public final class OutputFolder implements AutoCloseable {

    private final Path target;
    private final Path place;
    private final Temporary temporary;

    private OutputFolder(Path target, Path place, Temporary temporary) {
        this.target = target;
        this.place = place;
        this.temporary = temporary;
    }

    /**
     * Makes the temporary folder.
     *
     * @throws OutputException when the place is taken or cannot be written: what, where, remedy
     */
    public static OutputFolder open(Path target) throws OutputException {
        try {
            if (Files.exists(target) && !isEmptyFolder(target)) {
                throw new OutputException(target, "exists and is not an empty folder", "name a new one");
            }
            Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            Temporary temporary = Temporary.beside(place);
            temporary.make(Files::createDirectory);
            return new OutputFolder(target, place, temporary);
        } catch (NoSuchFileException e) {
            throw new OutputException(target, "its folder does not exist", "make the folder first", e);
        } catch (AccessDeniedException e) {
            throw new OutputException(target, "permission denied", "choose a folder you may write to", e);
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(target, "cannot be written: " + e.getMessage(), "choose another place", e);
        }
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Where to write. */
    public Path path() {
        return temporary.path();
    }

    /** Puts the finished folder in its place. */
    public void commit() throws OutputException {
        try {
            Files.move(temporary.path(), place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OutputException(target, "cannot be written: " + e.getMessage(), "name a new folder", e);
        }
    }

    @Override
    public void close() {
        temporary.close();
    }
}
