package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.setol.analysis.report.NamedVector;

/** How measured vectors can be written. */
public enum VectorFormat {
    TABLE("table"),
    CSV("csv"),
    JSON("json");

    private static final List<String> NAMES = List.of(
            "file",
            "array",
            "row",
            "length",
            "entropy",
            "discrete_entropy",
            "localization_ratio",
            "participation_ratio");

    /** The first so many are words and counts. */
    private static final int NUMBERS_FROM = 4;

    private final String label;

    VectorFormat(String label) {
        this.label = label;
    }

    /** As {@code --format} spells it. */
    public String label() {
        return label;
    }

    /** Writes all vectors, one row each. */
    public void write(List<NamedVector> vectors, Appendable out) throws IOException {
        switch (this) {
            case TABLE -> {
                List<List<String>> rows = new ArrayList<>(List.of(NAMES));
                vectors.forEach(vector -> rows.add(row(vector, SignificantDigits::of)));
                TextGrid.write(rows, out);
            }
            case CSV -> {
                try (CsvRows rows = new CsvRows(out)) {
                    rows.add(NAMES);
                    vectors.forEach(vector -> rows.add(row(vector, VectorFormat::shortest)));
                }
            }
            case JSON -> json(vectors, out);
        }
    }

    private static String shortest(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static List<String> row(NamedVector vector, DoubleFunction<String> number) {
        List<String> row = new ArrayList<>(List.of(
                vector.file(),
                vector.array(),
                Integer.toString(vector.row()),
                Integer.toString(vector.shape().length())));
        for (double value : numbers(vector)) {
            row.add(number.apply(value));
        }
        return row;
    }

    private static double[] numbers(NamedVector vector) {
        return new double[] {
            vector.shape().entropy(),
            vector.shape().discreteEntropy(),
            vector.shape().localization(),
            vector.shape().participation()
        };
    }

    private static void json(List<NamedVector> vectors, Appendable out) throws IOException {
        try (JsonGenerator json = Json.indented(out)) {
            json.writeStartArray();
            for (NamedVector vector : vectors) {
                json.writeStartObject();
                json.writeStringField("file", vector.file());
                json.writeStringField("array", vector.array());
                json.writeNumberField("row", vector.row());
                json.writeNumberField("length", vector.shape().length());
                double[] numbers = numbers(vector);
                for (int k = 0; k < numbers.length; k++) {
                    json.writeFieldName(NAMES.get(NUMBERS_FROM + k));
                    JsonRow.number(json, numbers[k]);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        out.append('\n');
    }
}
