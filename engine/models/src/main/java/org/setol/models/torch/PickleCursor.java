package org.setol.models.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.setol.models.ModelException;
import org.setol.models.Quoted;

/** Reads a pickle from its first byte on; every length is checked against what is left. */
final class PickleCursor {

    /** Longest module or class name. */
    private static final int MAX_LINE = 1_024;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final String member;
    private final MemorySegment bytes;
    private long position;

    PickleCursor(Path file, String member, MemorySegment bytes) {
        this.file = file;
        this.member = member;
        this.bytes = bytes;
    }

    Path file() {
        return file;
    }

    long position() {
        return position;
    }

    long size() {
        return bytes.byteSize();
    }

    int u8() throws ModelException {
        return bytes.get(ValueLayout.JAVA_BYTE, take(1)) & 0xFF;
    }

    int u16() throws ModelException {
        return bytes.get(SHORT, take(2)) & 0xFFFF;
    }

    int i32() throws ModelException {
        return bytes.get(INT, take(4));
    }

    long u32() throws ModelException {
        return i32() & 0xFFFF_FFFFL;
    }

    long i64() throws ModelException {
        return bytes.get(LONG, take(8));
    }

    void skip(long length) throws ModelException {
        take(length);
    }

    /** Checks a length without moving. */
    void expect(long length) throws ModelException {
        position = take(length); // Back to where it was: take answers the place before the move.
    }

    /** UTF-8 text of a known length. */
    String text(long length) throws ModelException {
        long at = take(length);
        if (length == 0) {
            return "";
        }
        if (length > Integer.MAX_VALUE - 16) {
            throw malformed("text of " + length + " bytes");
        }
        return new String(bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** Text up to the next line feed, as {@code GLOBAL} has it. */
    String line() throws ModelException {
        long start = position;
        while (position - start <= MAX_LINE) {
            if (u8() == '\n') {
                long length = position - 1 - start;
                byte[] line = bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
                return new String(line, StandardCharsets.UTF_8);
            }
        }
        throw malformed("a name of more than " + MAX_LINE + " bytes");
    }

    /** A little-endian two's-complement number; numbers beyond 64 bits are kept as their kind alone. */
    Pickled integer(long length) throws ModelException {
        long at = take(length);
        if (length > Long.BYTES) {
            return new Pickled.Atom("int");
        }
        long value = 0;
        for (int k = 0; k < length; k++) {
            value |= (bytes.get(ValueLayout.JAVA_BYTE, at + k) & 0xFFL) << (8 * k);
        }
        int unused = length == 0 ? 0 : Long.SIZE - (int) (8 * length);
        return new Pickled.Int(value << unused >> unused);
    }

    private long take(long length) throws ModelException {
        if (length < 0 || length > bytes.byteSize() - position) {
            throw malformed("the pickle ends here: " + Long.toUnsignedString(length) + " bytes are needed, "
                    + (bytes.byteSize() - position) + " are left");
        }
        long at = position;
        position += length;
        return at;
    }

    ModelException.Malformed malformed(String problem) {
        return new ModelException.Malformed(file, where() + problem);
    }

    /** {@code member 'archive/data.pkl' at byte 17: }. */
    String where() {
        return "member " + Quoted.of(member) + " at byte " + position + ": ";
    }
}
