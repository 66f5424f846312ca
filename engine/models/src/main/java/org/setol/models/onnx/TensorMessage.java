package org.setol.models.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.onnx.WireCursor.Span;

/** A {@code TensorProto}: its header, and where in the file its values lie. The values themselves are not touched. */
final class TensorMessage {

    static final int FLOAT_DATA = 4;
    static final int INT32_DATA = 5;
    static final int INT64_DATA = 7;
    static final int DOUBLE_DATA = 10;
    static final int UINT64_DATA = 11;

    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int SEGMENT = 3;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    /** More axes than any operator takes; keeps a file of dimensions from filling the heap. */
    private static final int MAX_AXES = 64;

    private final MappedFile file;
    private final Span body;
    private final List<Long> dims = new ArrayList<>();
    private Map<Integer, TypedValues> typed = Map.of();
    private Map<String, String> external = Map.of();
    private String name = "";
    private long dataType;
    private long location;
    private boolean segmented;
    private @Nullable Span raw;

    private TensorMessage(MappedFile file, Span body) {
        this.file = file;
        this.body = body;
    }

    /**
     * How the values of one typed field are stored.
     *
     * @param chunks number of fields on the wire: 1 when packed in one piece
     * @param bytes payload of all of them
     * @param first place of the first
     */
    record TypedValues(long chunks, long bytes, Span first) {
        TypedValues and(Span next) {
            return new TypedValues(chunks + 1, bytes + next.length(), first);
        }
    }

    /** Walks one message to its end. */
    static TensorMessage read(MappedFile file, WireCursor cursor) throws ModelException {
        TensorMessage tensor = new TensorMessage(file, new Span(cursor.start(), cursor.end() - cursor.start()));
        while (cursor.next()) {
            tensor.readField(cursor);
        }
        return tensor;
    }

    private void readField(WireCursor cursor) throws ModelException {
        switch (cursor.field()) {
            case DIMS -> readDims(cursor);
            case DATA_TYPE -> dataType = cursor.varint();
            case SEGMENT -> {
                segmented = true;
                cursor.skip();
            }
            case NAME -> name = cursor.text();
            case RAW_DATA -> raw = cursor.span();
            case EXTERNAL_DATA -> readEntry(cursor.message("external_data"));
            case DATA_LOCATION -> location = cursor.varint();
            case FLOAT_DATA, INT32_DATA, INT64_DATA, DOUBLE_DATA, UINT64_DATA -> addValues(cursor);
            default -> cursor.skip();
        }
    }

    private void addValues(WireCursor cursor) throws ModelException {
        Span values = values(cursor);
        TypedValues before = typed.get(cursor.field());
        if (typed.isEmpty()) {
            typed = new HashMap<>(2);
        }
        typed.put(cursor.field(), before == null ? new TypedValues(1, values.length(), values) : before.and(values));
    }

    /** The bytes of one occurrence of a typed field, packed or single. */
    static Span values(WireCursor cursor) throws ModelException {
        return switch (cursor.wireType()) {
            case WireCursor.LENGTH_DELIMITED -> cursor.span();
            case WireCursor.VARINT -> cursor.varintSpan();
            default -> cursor.fixed();
        };
    }

    private void readDims(WireCursor cursor) throws ModelException {
        if (cursor.wireType() == WireCursor.VARINT) {
            addDim(cursor, cursor.varint());
            return;
        }
        WireCursor packed = cursor.enter(cursor.span());
        while (!packed.atEnd()) {
            addDim(packed, packed.packedVarint());
        }
    }

    private void addDim(WireCursor cursor, long dim) throws ModelException {
        if (dims.size() == MAX_AXES) {
            throw cursor.malformed("more than " + MAX_AXES + " axes", cursor.start());
        }
        dims.add(dim);
    }

    private void readEntry(WireCursor entry) throws ModelException {
        String key = "";
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.text();
                default -> entry.skip();
            }
        }
        if (external.isEmpty()) {
            external = new HashMap<>(4);
        }
        external.put(key, value);
    }

    MappedFile file() {
        return file;
    }

    String name() {
        return name;
    }

    long dataType() {
        return dataType;
    }

    long[] dims() {
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    /** 0: in the file, 1: in a file of its own; nothing else is defined. */
    long location() {
        return location;
    }

    boolean segmented() {
        return segmented;
    }

    Optional<Span> raw() {
        return Optional.ofNullable(raw);
    }

    Map<String, String> external() {
        return external;
    }

    Optional<TypedValues> typed(int field) {
        return Optional.ofNullable(typed.get(field));
    }

    /** A fresh cursor over the same message. */
    WireCursor walkAgain() {
        return new WireCursor(file, "tensor", body.start(), body.end());
    }
}
