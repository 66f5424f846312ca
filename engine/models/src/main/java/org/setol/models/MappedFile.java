package org.setol.models;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A file mapped read-only. The pages belong to the operating system; the heap sees none of them.
 *
 * @param path where it is
 * @param bytes its content; valid as long as the arena it was mapped into
 */
public record MappedFile(Path path, MemorySegment bytes) {

    /**
     * Maps a whole file.
     *
     * @throws ModelException.Unreadable when it is missing, a folder, empty, not permitted or fails to map
     */
    public static MappedFile map(Path path, Arena arena) throws ModelException {
        if (Files.isDirectory(path)) {
            throw new ModelException.Unreadable(path, "is a folder where a file is needed", "name the file in it");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // A named pipe would be waited for without an end.
            throw new ModelException.Unreadable(path, "is no regular file, and models are mapped", "save it to a file");
        }
        try {
            MemorySegment bytes = uninterrupted(path, arena);
            if (bytes.byteSize() == 0) {
                throw new ModelException.Malformed(path, "the file is empty (0 bytes)");
            }
            return new MappedFile(path, bytes);
        } catch (NoSuchFileException e) {
            throw new ModelException.Unreadable(path, "no such file", "check the path", e);
        } catch (AccessDeniedException e) {
            throw new ModelException.Unreadable(path, "permission denied", "make it readable for this user", e);
        } catch (IOException e) {
            throw new ModelException.Unreadable(path, "cannot be read: " + e.getMessage(), "check the disk", e);
        }
    }

    /** A thread that is interrupted would find its channel closed. It stays interrupted, for those who wait for that. */
    private static MemorySegment uninterrupted(Path path, Arena arena) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Length in bytes, at least 1. */
    public long size() {
        return bytes.byteSize();
    }

    /** The last name of the path, lower case. */
    public String lowerCaseName() {
        Path name = path.getFileName();
        return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    }
}
