package org.setol.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * JSON inside a model file, token by token: UTF-8 only, no key twice in an object, nothing behind the document. All that
 * is wrong becomes a {@link ModelException.Malformed} that says what was expected and where.
 */
public final class StrictJson implements AutoCloseable {

    /** Names come from the file: they are not kept in tables that outlive it. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(1_000_000)
                    .maxStringLength(100_000_000)
                    .build())
            .build();

    private final MappedFile file;
    private final String part;
    private final JsonParser parser;

    /**
     * Begins to read.
     *
     * @param file the file, for messages
     * @param part what the text is, for messages: {@code the header}
     * @param text the document
     */
    public StrictJson(MappedFile file, String part, MemorySegment text) throws ModelException {
        this.file = file;
        this.part = part;
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            this.parser = FACTORY.createParser(new InputStreamReader(new SegmentInputStream(text), decoder));
        } catch (IOException e) {
            throw new ModelException.Malformed(file.path(), part + " cannot be decoded: " + e.getMessage());
        }
    }

    /** Steps into an object: the next token must be its brace. */
    public void beginObject(String what) throws ModelException {
        expect(JsonToken.START_OBJECT, next(), what, "an object");
    }

    /** Steps into an array: the next token must be its bracket. */
    public void beginArray(String what) throws ModelException {
        expect(JsonToken.START_ARRAY, next(), what, "an array");
    }

    /** Steps to the next key of the object, true, or out of it, false. */
    public boolean nextKey() throws ModelException {
        return next() == JsonToken.FIELD_NAME;
    }

    /** The key reached by {@link #nextKey}. */
    public String key() throws ModelException {
        try {
            return parser.currentName();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Steps to the next value of an array, true, or out of it, false. Follow by {@link #currentCount}. */
    public boolean nextElement() throws ModelException {
        return next() != JsonToken.END_ARRAY;
    }

    /** The next value as a string. */
    public String string(String what) throws ModelException {
        expect(JsonToken.VALUE_STRING, next(), what, "a string");
        return text();
    }

    /** The next value, any scalar, as text; empty for null, an object or an array, which are passed over. */
    public String scalarText() throws ModelException {
        JsonToken token = next();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            return text();
        }
        passOver();
        return "";
    }

    /** Steps to the next value; true when it is null. Then, or after {@link #beginHere}, go on. */
    public boolean nextIsNull() throws ModelException {
        return next() == JsonToken.VALUE_NULL;
    }

    /** Passes over the next value; true unless it is null, false, or an empty object, array or string. */
    public boolean nextIsSet() throws ModelException {
        JsonToken token = next();
        if (!token.isStructStart()) {
            return token != JsonToken.VALUE_NULL && token != JsonToken.VALUE_FALSE && !text().isEmpty();
        }
        boolean any = !next().isStructEnd();
        int depth = any ? 1 + depthChange() : 0;
        while (depth > 0) {
            next();
            depth += depthChange();
        }
        return any;
    }

    private int depthChange() {
        JsonToken token = parser.currentToken();
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    /** The current token must open an object. */
    public void beginHere(String what) throws ModelException {
        expect(JsonToken.START_OBJECT, parser.currentToken(), what, "an object");
    }

    /** The next value as a non-negative integer below 2^63. */
    public long count(String what) throws ModelException {
        next();
        return currentCount(what);
    }

    /** The current value as a non-negative integer below 2^63. */
    public long currentCount(String what) throws ModelException {
        expect(JsonToken.VALUE_NUMBER_INT, parser.currentToken(), what, "a non-negative integer");
        long value;
        try {
            value = parser.getLongValue();
        } catch (IOException e) {
            throw malformed(what + " does not fit into 63 bits");
        }
        if (value < 0) {
            throw malformed(what + " is negative (" + value + ")");
        }
        return value;
    }

    /** Passes over the next value, whatever it is. */
    public void skip() throws ModelException {
        next();
        passOver();
    }

    /** The array must end here. */
    public void endArray(String what) throws ModelException {
        expect(JsonToken.END_ARRAY, next(), what, "no further value");
    }

    /** Nothing but white space may follow. */
    public void end() throws ModelException {
        try {
            if (parser.nextToken() != null) {
                throw malformed("more follows after the end of the JSON document");
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new AssertionError("the parser reads from memory", e);
        }
    }

    private JsonToken next() throws ModelException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw malformed("the JSON document ends too early");
            }
            return token;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private String text() throws ModelException {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void passOver() throws ModelException {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void expect(JsonToken expected, JsonToken found, String what, String named) throws ModelException {
        if (found != expected) {
            throw malformed(what + " should be " + named + ", not " + name(found));
        }
    }

    private static String name(JsonToken found) {
        return switch (found) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_OBJECT, END_ARRAY -> "its end";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            default -> "something else";
        };
    }

    private ModelException broken(IOException e) {
        if (!(e instanceof JsonProcessingException json)) {
            return malformed("the text is not UTF-8");
        }
        String detail = String.valueOf(json.getOriginalMessage());
        int source = detail.indexOf("[Source:");
        // The parser cites where a bracket was opened, with words on its own settings: our position says enough.
        String told = source < 0 ? detail : detail.substring(0, Math.max(0, detail.lastIndexOf(" (", source)));
        return malformed("not valid JSON: " + Quoted.oneLine(told));
    }

    private ModelException malformed(String problem) {
        long position = parser.currentLocation().getCharOffset();
        return new ModelException.Malformed(file.path(), part + ", character " + position + ": " + problem);
    }
}
