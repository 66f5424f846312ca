package org.setol.models.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;

/** Reads a GGUF header from its beginning; whatever would lie beyond the file's end is malformed. */
final class GgufCursor {

    static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile file;
    private final MemorySegment bytes;
    private long place;

    GgufCursor(MappedFile file, long place) {
        this.file = file;
        this.bytes = file.bytes();
        this.place = place;
    }

    /** Where the next byte is read. */
    long place() {
        return place;
    }

    /** Bytes that are left. */
    long left() {
        return bytes.byteSize() - place;
    }

    /** A 32-bit number without sign. */
    long u32(String what) throws ModelException {
        long from = take(Integer.BYTES, what);
        return Integer.toUnsignedLong(bytes.get(U32, from));
    }

    /** A 64-bit number; above 2^63 malformed, as nothing in a file can be that long. */
    long u64(String what) throws ModelException {
        long from = take(Long.BYTES, what);
        long value = bytes.get(U64, from);
        if (value < 0) {
            throw malformed(what + " is the impossible number " + Long.toUnsignedString(value));
        }
        return value;
    }

    /** A count of things that take at least so many bytes each. */
    long count(long least, String what) throws ModelException {
        long count = u64(what);
        if (count > left() / least) {
            throw malformed(
                    what + " is " + count + ", of which " + left() + " bytes can hold no more than " + left() / least);
        }
        return count;
    }

    /** Text in UTF-8 with its length before it. */
    String text(String what) throws ModelException {
        long length = count(1, what + " length");
        long from = take(length, what);
        byte[] text = new byte[Math.toIntExact(Math.min(length, Integer.MAX_VALUE - 8))];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, text, 0, text.length);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Passes over so many bytes; where they begin. */
    long take(long count, String what) throws ModelException {
        if (count < 0 || count > left()) {
            throw malformed("the file ends within " + what);
        }
        long from = place;
        place += count;
        return from;
    }

    ModelException malformed(String problem) {
        return new ModelException.Malformed(file.path(), "GGUF header at byte " + place + ": " + problem);
    }
}
