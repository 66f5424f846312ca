package org.setol.models.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.setol.models.Quoted;
import org.setol.models.TensorSpec;
import org.setol.models.output.OutputException;

/** The begin of a file: eight bytes of length, the JSON header, spaces up to a multiple of eight. */
final class HeaderText {

    static final String METADATA = "__metadata__";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int ALIGNMENT = 8;

    private HeaderText() {}

    /**
     * Lays the tensors out one behind the other.
     *
     * @param target for messages
     * @return the file's bytes up to the first tensor's
     * @throws OutputException for a header beyond what readers accept, or a name that is no Unicode text
     */
    static byte[] of(Path target, List<TensorSpec> tensors, Map<String, String> metadata) throws OutputException {
        for (TensorSpec tensor : tensors) {
            checkUnicode(target, tensor.name());
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                notes(json, metadata);
            }
            entries(json, tensors);
            json.writeEndObject();
        } catch (IOException e) {
            throw new AssertionError("the text is written to memory", e);
        }
        if (text.size() > SafetensorsFormat.LONGEST_HEADER) {
            throw new OutputException(
                    target,
                    "the names of " + tensors.size() + " tensors take " + text.size() + " bytes, the format allows "
                            + SafetensorsFormat.LONGEST_HEADER,
                    "write fewer tensors into one file");
        }
        return framed(text.toByteArray());
    }

    /** A pickled name may hold half a surrogate pair, which JSON could escape but other readers refuse. */
    private static void checkUnicode(Path target, String name) throws OutputException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new OutputException(
                    target, "the tensor name " + Quoted.of(name) + " is no Unicode text", "rename it in the model");
        }
    }

    private static void notes(JsonGenerator json, Map<String, String> metadata) throws IOException {
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> note : new TreeMap<>(metadata).entrySet()) {
            json.writeStringField(note.getKey(), note.getValue());
        }
        json.writeEndObject();
    }

    private static void entries(JsonGenerator json, List<TensorSpec> tensors) throws IOException {
        long begin = 0;
        for (TensorSpec tensor : tensors) {
            long end = Math.addExact(begin, tensor.bytes());
            json.writeObjectFieldStart(tensor.name());
            json.writeStringField("dtype", tensor.elementType().label());
            json.writeFieldName("shape");
            json.writeArray(tensor.shape(), 0, tensor.shape().length);
            json.writeFieldName("data_offsets");
            json.writeArray(new long[] {begin, end}, 0, 2);
            json.writeEndObject();
            begin = end;
        }
    }

    private static byte[] framed(byte[] text) {
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] framed = ByteBuffer.allocate(Long.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(text)
                .array();
        Arrays.fill(framed, Long.BYTES + text.length, framed.length, (byte) ' ');
        return framed;
    }
}
