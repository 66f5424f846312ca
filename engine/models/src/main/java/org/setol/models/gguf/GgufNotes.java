package org.setol.models.gguf;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.setol.models.ModelException;
import org.setol.models.Quoted;

/**
 * The notes of a GGUF file: what is text is kept, the rest passed over but for the alignment of the tensors.
 *
 * @param texts by key
 * @param alignment {@code general.alignment}
 */
record GgufNotes(Map<String, String> texts, OptionalLong alignment) {

    private static final String ALIGNMENT = "general.alignment";
    private static final long MOST_ALIGNMENT = 1 << 20;
    private static final int DEEPEST = 8;
    private static final int U32 = 4;
    private static final int TEXT = 8;
    private static final int ARRAY = 9;

    /** Bytes of the types by number; 0 for text and arrays, as for types that there are not. */
    private static final int[] BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    /** A key's length, a type and a byte. */
    private static final long LEAST_NOTE = 13;

    static GgufNotes read(GgufCursor cursor) throws ModelException {
        long count = cursor.count(LEAST_NOTE, "the number of notes");
        Map<String, String> texts = new HashMap<>();
        OptionalLong alignment = OptionalLong.empty();
        for (long k = 0; k < count; k++) {
            String key = cursor.text("a note's key");
            long type = cursor.u32("the type of " + Quoted.of(key));
            if (type == TEXT) {
                texts.put(key, cursor.text("note " + Quoted.of(key)));
            } else if (type == U32 && key.equals(ALIGNMENT)) {
                alignment = OptionalLong.of(alignment(cursor));
            } else {
                pass(cursor, type, key, 0);
            }
        }
        return new GgufNotes(texts, alignment);
    }

    private static long alignment(GgufCursor cursor) throws ModelException {
        long value = cursor.u32(ALIGNMENT);
        if (Long.bitCount(value) != 1 || value > MOST_ALIGNMENT) {
            throw cursor.malformed(ALIGNMENT + " is " + value + ", no power of two up to " + MOST_ALIGNMENT);
        }
        return value;
    }

    private static void pass(GgufCursor cursor, long type, String key, int depth) throws ModelException {
        String what = "note " + Quoted.of(key);
        if (type == TEXT) {
            cursor.take(cursor.count(1, what + " length"), what);
        } else if (type == ARRAY && depth < DEEPEST) {
            passArray(cursor, key, depth + 1);
        } else if (bytes(type) > 0) {
            cursor.take(bytes(type), what);
        } else {
            throw cursor.malformed(what + " has the unknown type " + type);
        }
    }

    private static int bytes(long type) {
        return type < BYTES.length ? BYTES[(int) type] : 0;
    }

    private static void passArray(GgufCursor cursor, String key, int depth) throws ModelException {
        long type = cursor.u32("the element type of " + Quoted.of(key));
        int bytes = bytes(type);
        if (bytes > 0) {
            cursor.take(bytes * cursor.count(bytes, "the length of " + Quoted.of(key)), key);
            return;
        }
        long count = cursor.count(type == ARRAY ? U32 + Long.BYTES : Long.BYTES, "the length of " + Quoted.of(key));
        for (long k = 0; k < count; k++) {
            pass(cursor, type, key, depth);
        }
    }
}
