package org.setol.models.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;

/**
 * One protobuf message on the wire, read field by field from mapped bytes. Offsets are {@code long}: a message may be
 * larger than 2 GB. Every length is checked against the enclosing message before it is used; groups, which ONNX never
 * had, are refused.
 *
 * <p>Use: {@code while (c.next()) switch (c.field()) ...}, where every branch consumes the field by one of {@link #varint},
 * {@link #fixed}, {@link #text}, {@link #message}, {@link #span} or {@link #skip}.
 *
 * <p>Source: protobuf.dev, "Encoding".
 */
final class WireCursor {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    /** Longest name or note that is read; real ones have a few hundred bytes. */
    static final int MAX_TEXT = 1 << 20;

    private final MappedFile file;
    private final MemorySegment bytes;
    private final String what;
    private final long start;
    private final long end;
    private long position;
    private int field;
    private int wireType;

    /** A cursor before the first field of the message in bytes [start, end). */
    WireCursor(MappedFile file, String what, long start, long end) {
        this.file = file;
        this.bytes = file.bytes();
        this.what = what;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    /** Bytes of a length-delimited field, as offsets in the file. */
    record Span(long start, long length) {
        long end() {
            return start + length;
        }
    }

    /** Reads the next tag; false at the end of the message. */
    boolean next() throws ModelException {
        if (position == end) {
            return false;
        }
        long at = position;
        long tag = readVarint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw malformed("has a field tag out of range", at);
        }
        return true;
    }

    int field() {
        return field;
    }

    int wireType() {
        return wireType;
    }

    /** First byte of the message. */
    long start() {
        return start;
    }

    /** One past the last byte of the message. */
    long end() {
        return end;
    }

    long varint() throws ModelException {
        expect(VARINT);
        return readVarint();
    }

    /** A varint field as its place in the file. */
    Span varintSpan() throws ModelException {
        long at = position;
        varint();
        return new Span(at, position - at);
    }

    /** A fixed field of 4 or 8 bytes as its place in the file. */
    Span fixed() throws ModelException {
        if (wireType != FIXED32 && wireType != FIXED64) {
            throw malformed("field " + field + " has wire type " + wireType + ", not a fixed one", position);
        }
        return take(wireType == FIXED32 ? 4 : 8);
    }

    Span span() throws ModelException {
        expect(LENGTH_DELIMITED);
        return take(readVarint());
    }

    /** The field as a message of its own. */
    WireCursor message(String name) throws ModelException {
        Span body = span();
        return new WireCursor(file, name, body.start(), body.end());
    }

    /** The field as text; bytes that are no UTF-8 become replacement characters. */
    String text() throws ModelException {
        Span body = span();
        if (body.length() > MAX_TEXT) {
            throw malformed("field " + field + " is a name of " + body.length() + " bytes", body.start());
        }
        return textOf(body);
    }

    /** Text of a span of at most {@link #MAX_TEXT} bytes. */
    String textOf(Span body) {
        if (body.length() == 0) {
            return "";
        }
        byte[] utf8 = bytes.asSlice(body.start(), body.length()).toArray(ValueLayout.JAVA_BYTE);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    void skip() throws ModelException {
        switch (wireType) {
            case VARINT -> readVarint();
            case FIXED64 -> take(8);
            case FIXED32 -> take(4);
            case LENGTH_DELIMITED -> take(readVarint());
            default -> throw malformed("field " + field + " has the unknown wire type " + wireType, position);
        }
    }

    /** The next bare varint; used after {@link #enter}. */
    long packedVarint() throws ModelException {
        return readVarint();
    }

    /** A cursor over the bare values of a packed span. */
    WireCursor enter(Span body) {
        return new WireCursor(file, what, body.start(), body.end());
    }

    boolean atEnd() {
        return position == end;
    }

    private Span take(long length) throws ModelException {
        if (length < 0 || length > end - position) {
            throw malformed(
                    "field " + field + " has " + Long.toUnsignedString(length) + " bytes where " + (end - position)
                            + " are left",
                    position);
        }
        Span span = new Span(position, length);
        position += length;
        return span;
    }

    private long readVarint() throws ModelException {
        long value = 0;
        long at = position;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == end) {
                throw malformed("ends within a number", at);
            }
            byte next = bytes.get(ValueLayout.JAVA_BYTE, position++);
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("holds a number of more than 10 bytes", at);
    }

    private void expect(int type) throws ModelException {
        if (wireType != type) {
            throw malformed("field " + field + " has wire type " + wireType + " where " + type + " belongs", position);
        }
    }

    /** The message and byte offset in front of what is wrong. */
    ModelException.Malformed malformed(String problem, long at) {
        return new ModelException.Malformed(file.path(), "ONNX " + what + " at byte " + at + ": " + problem);
    }
}
