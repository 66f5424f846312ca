package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.setol.analysis.report.ModelDescription;
import org.setol.analysis.report.TensorDescription;

/** How a description can be written. */
public enum DescriptionFormat {
    TABLE("table"),
    CSV("csv"),
    JSON("json");

    private static final List<String> NAMES = List.of(
            "layer_id",
            "tensor",
            "longname",
            "shape",
            "dtype",
            "parameters",
            "layer_type",
            "num_evals",
            "status",
            "reason");

    private final String label;

    DescriptionFormat(String label) {
        this.label = label;
    }

    /** As {@code --format} spells it. */
    public String label() {
        return label;
    }

    /** Writes one description. */
    public void write(ModelDescription description, Appendable out) throws IOException {
        switch (this) {
            case TABLE -> table(description, out);
            case CSV -> csv(description, out);
            case JSON -> json(description, out);
        }
    }

    private static List<String> row(TensorDescription tensor) {
        return List.of(
                text(tensor.layerId()),
                tensor.coverage().tensor(),
                tensor.longname(),
                tensor.coverage().shape(),
                tensor.coverage().dtype(),
                text(tensor.parameters()),
                tensor.layerType(),
                text(tensor.evals()),
                tensor.coverage().status(),
                tensor.coverage().reason());
    }

    private static String text(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }

    private static String text(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "";
    }

    private static void table(ModelDescription description, Appendable out) throws IOException {
        boolean graph = description.tensors().stream()
                .anyMatch(tensor -> tensor.layerId().isPresent()
                        && !tensor.coverage().tensor().startsWith(tensor.longname()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(shown(NAMES, graph));
        description.tensors().forEach(tensor -> rows.add(shown(row(tensor), graph)));
        TextGrid.write(rows, out);
        long analysed = description.tensors().stream()
                .filter(tensor -> tensor.coverage().analysed())
                .count();
        out.append("\n" + description.model() + " (" + description.format() + "): " + description.parameters()
                + " parameters in " + description.tensors().size() + " tensors, " + analysed + " would be analysed\n");
    }

    /** Without the long names where they tell nothing new. */
    private static List<String> shown(List<String> row, boolean graph) {
        List<String> shown = new ArrayList<>(row);
        if (!graph) {
            shown.remove(NAMES.indexOf("longname"));
        }
        return shown;
    }

    private static void csv(ModelDescription description, Appendable out) throws IOException {
        try (CsvRows rows = new CsvRows(out)) {
            rows.add(NAMES);
            description.tensors().forEach(tensor -> rows.add(row(tensor)));
        }
    }

    private static void json(ModelDescription description, Appendable out) throws IOException {
        try (JsonGenerator json = Json.indented(out)) {
            json.writeStartObject();
            json.writeStringField("model", description.model());
            json.writeStringField("format", description.format());
            json.writeNumberField("parameters", description.parameters());
            json.writeArrayFieldStart("tensors");
            for (TensorDescription tensor : description.tensors()) {
                json.writeStartObject();
                number(
                        json,
                        "layer_id",
                        tensor.layerId().isPresent(),
                        tensor.layerId().orElse(0));
                json.writeStringField("tensor", tensor.coverage().tensor());
                json.writeStringField("longname", tensor.longname());
                json.writeStringField("shape", tensor.coverage().shape());
                json.writeStringField("dtype", tensor.coverage().dtype());
                number(
                        json,
                        "parameters",
                        tensor.parameters().isPresent(),
                        tensor.parameters().orElse(0));
                json.writeStringField("layer_type", tensor.layerType());
                number(
                        json,
                        "num_evals",
                        tensor.evals().isPresent(),
                        tensor.evals().orElse(0));
                json.writeStringField("status", tensor.coverage().status());
                json.writeStringField("reason", tensor.coverage().reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.append('\n');
    }

    private static void number(JsonGenerator json, String name, boolean present, long value) throws IOException {
        json.writeFieldName(name);
        if (present) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
