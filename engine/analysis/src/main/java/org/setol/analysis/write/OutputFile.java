package org.setol.analysis.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears whole or not at all: written beside its place under a temporary name and renamed by
 * {@link #commit}. Opened before the work starts, so that a place that cannot be written is known early. Closing without
 * commit, or the end of the process, removes the temporary file; what stood at the place before is untouched until then.
 */
public final class OutputFile implements AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final OutputStream stream;
    private final Thread cleaner;

    private OutputFile(Path target, Path temporary, OutputStream stream) {
        this.target = target;
        this.temporary = temporary;
        this.stream = stream;
        this.cleaner = Thread.ofPlatform().unstarted(this::deleteQuietly);
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    /**
     * Makes the temporary file.
     *
     * @throws OutputException when the place cannot be written: what, where, remedy
     */
    public static OutputFile open(Path target) throws OutputException {
        if (Files.isDirectory(target)) {
            throw new OutputException(target, "is a folder", "name a file in it");
        }
        Path folder = target.toAbsolutePath().getParent();
        Path name = target.getFileName();
        if (folder == null || name == null) {
            throw new OutputException(target, "is not a file name", "name a file");
        }
        Path temporary =
                folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            OutputStream stream = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16);
            return new OutputFile(target, temporary, stream);
        } catch (NoSuchFileException e) {
            throw new OutputException(target, "its folder does not exist", "make " + folder + " first", e);
        } catch (AccessDeniedException e) {
            throw new OutputException(target, "permission denied", "choose a folder you may write to", e);
        } catch (IOException e) {
            throw new OutputException(target, "cannot be written: " + e.getMessage(), "choose another place", e);
        }
    }

    /** Where to write; do not close it. */
    public OutputStream stream() {
        return stream;
    }

    /** Puts the finished file in its place, over what stood there. */
    public void commit() throws OutputException {
        try {
            stream.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new OutputException(target, "cannot be written: " + e.getMessage(), "check the disk", e);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException ignored) {
            // The file is about to be deleted; what could not be flushed into it does not matter.
        }
        deleteQuietly();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException ignored) {
            // Already shutting down: the hook does the same.
        }
    }

    private void deleteQuietly() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException ignored) {
            // Nothing more can be done, and the run's own error matters more.
        }
    }
}
