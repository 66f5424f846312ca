package org.setol.laboratory.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.setol.models.ModelException;

/**
 * The epochs of one run, a JSON object a line. A line is appended when its epoch is complete; of a process that was
 * killed while it wrote, the torn last line is dropped.
 */
public final class Journal {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final List<EpochRecord> records;

    private Journal(Path file, List<EpochRecord> records) {
        this.file = file;
        this.records = records;
    }

    /**
     * What stands there; nothing when there is no file.
     *
     * @throws ModelException when a line but the last is no record, or epochs are missing
     */
    public static Journal open(Path file) throws IOException, ModelException {
        if (!Files.exists(file)) {
            return new Journal(file, new ArrayList<>());
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<EpochRecord> records = new ArrayList<>();
        int end = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(0, end).lines().toList()) {
            EpochRecord record = parse(line).orElseThrow(() -> damaged(file, records.size()));
            if (record.epoch() != records.size() + 1) {
                throw damaged(file, records.size());
            }
            records.add(record);
        }
        Journal journal = new Journal(file, records);
        if (end < text.length()) {
            journal.rewrite();
        }
        return journal;
    }

    private static ModelException damaged(Path file, int line) {
        return new ModelException.Malformed(
                file, "line " + (line + 1) + " is not the record of epoch " + (line + 1), "delete this run's folder");
    }

    public List<EpochRecord> records() {
        return List.copyOf(records);
    }

    /** Training losses, one per epoch. */
    public List<Double> losses() {
        return records.stream().map(EpochRecord::loss).toList();
    }

    /** Forgets the epochs after this one. */
    public void cutAfter(int epoch) throws IOException {
        if (epoch < records.size()) {
            records.subList(epoch, records.size()).clear();
            rewrite();
        }
    }

    /** Adds the next epoch. */
    public void append(EpochRecord record) throws IOException {
        records.add(record);
        Files.writeString(
                file, line(record), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder();
        for (EpochRecord record : records) {
            text.append(line(record));
        }
        Path partial = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(partial, text, StandardCharsets.UTF_8);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** One line; numbers that are none become null. */
    static String line(EpochRecord record) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Double> entry : record.values().entrySet()) {
                double value = entry.getValue();
                if (!Double.isFinite(value)) {
                    json.writeNullField(entry.getKey());
                } else if (value == Math.rint(value) && Math.abs(value) < 1e9) {
                    json.writeNumberField(entry.getKey(), (long) value);
                } else {
                    json.writeNumberField(entry.getKey(), value);
                }
            }
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** A record, or nothing when the line is none. */
    static Optional<EpochRecord> parse(String line) {
        Map<String, Double> values = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (!token.isNumeric() && token != JsonToken.VALUE_NULL) {
                    return Optional.empty();
                }
                values.put(name, token.isNumeric() ? json.getDoubleValue() : Double.NaN);
            }
            boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return whole ? Optional.of(new EpochRecord(values)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
