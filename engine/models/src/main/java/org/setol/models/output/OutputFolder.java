package org.setol.models.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that appears whole or not at all: filled beside its place under a temporary name and renamed by {@link #commit}.
 * Closing without commit, or the end of the process, removes it. It takes the place of nothing but an empty folder.
 */
public final class OutputFolder implements AutoCloseable {

    private final Path target;
    private final Path place;
    private final Path temporary;
    private final Thread cleaner;

    private OutputFolder(Path target, Path place, Path temporary) {
        this.target = target;
        this.place = place;
        this.temporary = temporary;
        this.cleaner = Thread.ofPlatform().unstarted(this::deleteQuietly);
        Runtime.getRuntime().addShutdownHook(cleaner);
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
            Path temporary = OutputFile.temporaryBeside(place);
            Files.createDirectory(temporary);
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
        return temporary;
    }

    /** Puts the finished folder in its place. */
    public void commit() throws OutputException {
        try {
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OutputException(target, "cannot be written: " + e.getMessage(), "name a new folder", e);
        }
    }

    @Override
    public void close() {
        deleteQuietly();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException ignored) {
            // Already shutting down: the hook does the same.
        }
    }

    private void deleteQuietly() {
        if (!Files.exists(temporary)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(temporary)) {
            List<Path> childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : childrenFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException ignored) {
            // Nothing more can be done, and the run's own error matters more.
        }
    }
}
