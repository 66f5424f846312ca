package org.setol.models.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A file that appears whole or not at all: written beside its place under a temporary name and renamed by
 * {@link #commit}. Opened before the work starts, so that a place that cannot be written is known early. Closing without
 * commit, or the end of the process, removes the temporary file; what stood at the place before is untouched until then.
 *
 * <p>A link is followed and stays a link, also one to a file that is not there yet. What replaces a file has its permissions.
 * What is no regular file (a device, a named pipe, {@code /dev/stdout}) cannot be replaced and is written to as it is.
 */
public final class OutputFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /** Largest part of a segment that is handed over at once: a buffer is shorter than 2 GiB. */
    private static final long PART = 1 << 30;

    private final Path target;
    private final Path place;
    private final Optional<Temporary> temporary;
    private final WritableByteChannel channel;
    private final OutputStream stream;

    private OutputFile(Path target, Path place, Optional<Temporary> temporary, WritableByteChannel channel) {
        this.target = target;
        this.place = place;
        this.temporary = temporary;
        this.channel = channel;
        this.stream = new BufferedOutputStream(new NamedStream(target, Channels.newOutputStream(channel)), BUFFER);
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
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new OutputException(target, "permission denied", "choose a file you may write to");
        }
        try {
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                WritableByteChannel device = Files.newByteChannel(target, StandardOpenOption.WRITE);
                return new OutputFile(target, target, Optional.empty(), device);
            }
            Path place = place(target);
            Temporary temporary = Temporary.beside(place);
            WritableByteChannel beside = temporary.make(path -> make(path, place));
            return new OutputFile(target, place, Optional.of(temporary), beside);
        } catch (NoSuchFileException e) {
            throw new OutputException(target, "its folder does not exist", "make the folder first", e);
        } catch (AccessDeniedException e) {
            throw new OutputException(target, "permission denied", "choose a folder you may write to", e);
        } catch (IOException e) {
            throw new OutputException(target, "cannot be written: " + e.getMessage(), "choose another place", e);
        }
    }

    /** Which of these files a result at {@code target} would replace, by whatever name. */
    public static Optional<Path> replaced(Path target, Set<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.exists(target) && Files.isSameFile(file, target)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Path place(Path target) throws IOException {
        if (Files.exists(target)) {
            return target.toRealPath();
        }
        return Files.isSymbolicLink(target)
                ? target.toAbsolutePath().resolveSibling(Files.readSymbolicLink(target))
                : target.toAbsolutePath();
    }

    private static WritableByteChannel make(Path temporary, Path place) throws IOException {
        WritableByteChannel channel =
                Files.newByteChannel(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            keepPermissions(place, temporary);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Before anything is written: a report that only its owner may read stays one. */
    private static void keepPermissions(Path replaced, Path by) throws IOException {
        if (Files.exists(replaced)
                && replaced.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(by, Files.getPosixFilePermissions(replaced));
        }
    }

    /** Where to write; do not close it. Its failures name the file. */
    public OutputStream stream() {
        return stream;
    }

    /**
     * Appends memory of any length. What lies outside the heap is not copied into it.
     *
     * @param bytes mapped, native or an array of whatever type
     */
    public void write(MemorySegment bytes) throws IOException {
        if (!bytes.isNative()) {
            writeArray(bytes);
            return;
        }
        stream.flush();
        for (long done = 0; done < bytes.byteSize(); done += PART) {
            long length = Math.min(PART, bytes.byteSize() - done);
            writeAll(bytes.asSlice(done, length).asByteBuffer());
        }
    }

    /** A buffer shows arrays of bytes alone. */
    private void writeArray(MemorySegment array) throws IOException {
        byte[] part = new byte[(int) Math.min(BUFFER, array.byteSize())];
        for (long done = 0; done < array.byteSize(); done += part.length) {
            int length = (int) Math.min(part.length, array.byteSize() - done);
            MemorySegment.copy(array, done, MemorySegment.ofArray(part), 0, length);
            stream.write(part, 0, length);
        }
    }

    private void writeAll(ByteBuffer bytes) throws OutputException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new OutputException(target, "cannot be written: " + e.getMessage(), "check the disk", e);
        }
    }

    /** Puts the finished file in its place, over what stood there. */
    public void commit() throws OutputException {
        try {
            stream.close();
            if (temporary.isPresent()) {
                Files.move(
                        temporary.get().path(),
                        place,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (OutputException e) {
            throw e;
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
        temporary.ifPresent(Temporary::close);
    }

    /** Names the file in what goes wrong while it is written: the system's message does not. */
    private static final class NamedStream extends OutputStream {
        private final Path file;
        private final OutputStream out;

        NamedStream(Path file, OutputStream out) {
            this.file = file;
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new OutputException(file, "cannot be written: " + e.getMessage(), "check the disk", e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
