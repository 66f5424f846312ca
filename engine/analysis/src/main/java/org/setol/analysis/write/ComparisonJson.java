package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.setol.analysis.Version;
import org.setol.analysis.pair.ModelComparison;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;

/** Both summaries, every metric of every pair of layers as {@code {"a", "b", "change", "relative"}}, what has no partner. */
final class ComparisonJson {

    private ComparisonJson() {}

    static void write(ComparedRows compared, Appendable out) throws IOException {
        ModelReport left = compared.comparison().left();
        ModelReport right = compared.comparison().right();
        try (JsonGenerator json = Json.indented(out)) {
            json.writeStartObject();
            json.writeStringField("tool", "setol");
            json.writeStringField("version", Version.CURRENT);
            json.writeStringField("mode", left.options().metrics().mode().label());
            PairNames.json(json, left.model(), left.format(), right.model(), right.format());
            json.writeStringField("sorted_by", compared.sortedBy());
            json.writeObjectFieldStart("summary");
            for (ComparedRows.Mean mean : compared.summary()) {
                pair(json, mean.name(), new Cell.Real(mean.left()), new Cell.Real(mean.right()));
            }
            json.writeEndObject();
            json.writeArrayFieldStart("layers");
            for (ModelComparison.Row row : compared.rows()) {
                layer(json, compared, row);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("unmatched");
            for (ModelComparison.Unpaired row : compared.comparison().alone()) {
                unmatched(json, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.append('\n');
    }

    private static void layer(JsonGenerator json, ComparedRows compared, ModelComparison.Row row) throws IOException {
        json.writeStartObject();
        json.writeNumberField("layer_id_a", row.left().layer().layerId());
        json.writeNumberField("layer_id_b", row.right().layer().layerId());
        if (row.left().layer().sliceId().isPresent()) {
            json.writeNumberField("slice_id", row.left().layer().sliceId().getAsInt());
        }
        json.writeStringField("name_a", row.left().layer().name());
        json.writeStringField("name_b", row.right().layer().name());
        json.writeStringField("layer_type", row.left().layer().layerType());
        json.writeObjectFieldStart("metrics");
        for (Column metric : compared.metrics()) {
            pair(
                    json,
                    metric.name(),
                    metric.cell().apply(row.left()),
                    metric.cell().apply(row.right()));
        }
        json.writeEndObject();
        String reason = ComparisonCsv.reasons(Optional.of(row.left()), Optional.of(row.right()), "");
        if (!reason.isEmpty()) {
            json.writeStringField("reason", reason);
        }
        json.writeEndObject();
    }

    /** Words have no change. */
    private static void pair(JsonGenerator json, String name, Cell left, Cell right) throws IOException {
        json.writeObjectFieldStart(name);
        JsonRow.field(json, "a", left);
        JsonRow.field(json, "b", right);
        if (!(left instanceof Cell.Text || right instanceof Cell.Text)) {
            JsonRow.field(json, "change", new Cell.Real(ComparedRows.change(left, right)));
            double relative = ComparedRows.relative(ComparedRows.number(left), ComparedRows.number(right));
            JsonRow.field(json, "relative", new Cell.Real(relative));
        }
        json.writeEndObject();
    }

    private static void unmatched(JsonGenerator json, ModelComparison.Unpaired row) throws IOException {
        LayerReport layer = row.left().or(row::right).orElseThrow();
        json.writeStartObject();
        json.writeStringField("model", row.left().isPresent() ? "a" : "b");
        json.writeNumberField("layer_id", layer.layer().layerId());
        json.writeStringField("name", layer.layer().name());
        json.writeStringField("reason", row.reason());
        json.writeEndObject();
    }
}
