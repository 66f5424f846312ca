package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Which model is A and which is B. */
final class PairNames {

    private PairNames() {}

    /** For a heading. */
    static String line(String left, String leftFormat, String right, String rightFormat) {
        return "A: " + left + " (" + leftFormat + ")   B: " + right + " (" + rightFormat + ")";
    }

    /** The fields {@code a} and {@code b}. */
    static void json(JsonGenerator json, String left, String leftFormat, String right, String rightFormat)
            throws IOException {
        model(json, "a", left, leftFormat);
        model(json, "b", right, rightFormat);
    }

    private static void model(JsonGenerator json, String field, String model, String format) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("model", model);
        json.writeStringField("format", format);
        json.writeEndObject();
    }
}
