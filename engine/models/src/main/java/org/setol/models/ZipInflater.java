package org.setol.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates one member of a zip archive into native memory, in chunks, never more than its stated size. */
final class ZipInflater {

    /** A {@link java.nio.ByteBuffer} cannot span more than an int; the exact size does not matter. */
    private static final long CHUNK = 1L << 30;

    private ZipInflater() {}

    static MemorySegment inflate(MappedFile file, ZipDirectory.Entry entry, Arena arena) throws ModelException {
        if (entry.size() / UnpackedMemory.BEST_RATIO > entry.compressedSize()) {
            throw lie(
                    file,
                    entry,
                    "cannot hold that many, deflate reaches at most " + UnpackedMemory.BEST_RATIO + " to 1");
        }
        MemorySegment target =
                UnpackedMemory.room(file.path(), "member " + Quoted.of(entry.name()), entry.size(), arena);
        try (Inflater inflater = new Inflater(true)) {
            long written = run(inflater, entry.data(), target);
            if (written != entry.size() || !inflater.finished()) {
                throw lie(file, entry, "inflate to " + (inflater.finished() ? written + " bytes" : "more or are cut"));
            }
        } catch (DataFormatException e) {
            String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            throw lie(file, entry, "are no deflate stream" + why);
        }
        if (crc32(target) != entry.crc32()) {
            throw new ModelException.Malformed(
                    file.path(), "member " + Quoted.of(entry.name()) + " does not match its checksum");
        }
        return target;
    }

    private static long run(Inflater inflater, MemorySegment from, MemorySegment to) throws DataFormatException {
        long read = 0;
        long written = 0;
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                ModelPages.giveBack(
                        from.asSlice(Math.max(0, read - ModelPages.WINDOW), Math.min(ModelPages.WINDOW, read)));
                long length = Math.min(ModelPages.WINDOW, from.byteSize() - read);
                if (length == 0) {
                    return written;
                }
                inflater.setInput(from.asSlice(read, length).asByteBuffer());
                read += length;
            }
            long room = Math.min(CHUNK, to.byteSize() - written);
            int got = inflater.inflate(to.asSlice(written, room).asByteBuffer());
            written += got;
            if (got == 0 && !inflater.needsInput()) {
                // No room left, or a preset dictionary, which zip does not know: finished() tells the two ends apart.
                return written;
            }
        }
        return written;
    }

    private static long crc32(MemorySegment bytes) {
        CRC32 crc = new CRC32();
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            crc.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
        return crc.getValue();
    }

    private static ModelException lie(MappedFile file, ZipDirectory.Entry entry, String instead) {
        return new ModelException.Malformed(
                file.path(),
                "member " + Quoted.of(entry.name()) + " is said to hold " + entry.size() + " bytes, but its "
                        + entry.compressedSize() + " compressed ones " + instead);
    }
}
