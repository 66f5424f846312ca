package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.setol.analysis.Version;
import org.setol.analysis.pair.DistanceMethod;
import org.setol.analysis.pair.DistanceReport;
import org.setol.analysis.pair.LayerDistance;
import org.setol.analysis.report.LayerIdentity;

/** Distances in every format: WeightWatcher's columns by its names, then ours. */
final class DistanceWriter {

    private record Column(String name, Function<LayerDistance, Cell> cell) {}

    private DistanceWriter() {}

    private static List<Column> columns(DistanceReport report) {
        boolean raw = report.method() == DistanceMethod.RAW;
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("method", row -> new Cell.Text(report.method().label())));
        columns.add(identity("layer_id", LayerDistance::left, layer -> new Cell.Whole(layer.layerId())));
        if (report.layers().stream()
                .flatMap(row -> row.left().stream())
                .anyMatch(l -> l.sliceId().isPresent())) {
            columns.add(identity(
                    "slice_id",
                    LayerDistance::left,
                    layer -> new Cell.Whole(layer.sliceId().orElse(0))));
        }
        columns.add(identity("name", LayerDistance::left, layer -> new Cell.Text(layer.name())));
        columns.add(identity("name_b", LayerDistance::right, layer -> new Cell.Text(layer.name())));
        columns.add(new Column("delta_W", row -> cell(row.weights())));
        if (report.method() != DistanceMethod.CKA) {
            columns.add(new Column("relative_W", row -> cell(row.relative())));
        }
        if (raw) {
            columns.add(new Column("delta_b", row -> cell(row.bias())));
        }
        columns.add(either("M", layer -> new Cell.Whole(layer.cols())));
        columns.add(either("N", layer -> new Cell.Whole(layer.rows())));
        if (raw) {
            columns.add(new Column(
                    "b_shape",
                    row -> row.biasLength().isPresent()
                            ? new Cell.Whole(row.biasLength().getAsLong())
                            : new Cell.Missing()));
        }
        columns.add(either("longname", layer -> new Cell.Text(layer.longname())));
        columns.add(either("layer_type", layer -> new Cell.Text(layer.layerType())));
        columns.add(new Column("transposed", row -> new Cell.Text(row.transposed() ? "yes" : "")));
        columns.add(new Column("reason", row -> new Cell.Text(row.reason())));
        return columns;
    }

    private static Column identity(
            String name, Function<LayerDistance, Optional<LayerIdentity>> side, Function<LayerIdentity, Cell> value) {
        return new Column(name, row -> side.apply(row).map(value).orElse(new Cell.Missing()));
    }

    /** Of A's layer, or of B's where A has none. */
    private static Column either(String name, Function<LayerIdentity, Cell> value) {
        return identity(name, row -> row.left().or(row::right), value);
    }

    private static Cell cell(OptionalDouble value) {
        return value.isPresent() ? new Cell.Real(value.getAsDouble()) : new Cell.Missing();
    }

    static void csv(DistanceReport report, Appendable out) throws IOException {
        List<Column> columns = columns(report);
        try (CsvRows rows = new CsvRows(out)) {
            rows.add(columns.stream().map(Column::name).toList());
            for (LayerDistance layer : report.layers()) {
                rows.add(columns.stream()
                        .map(column -> CellText.exact(column.cell().apply(layer)))
                        .toList());
            }
        }
    }

    static void table(DistanceReport report, Appendable out) throws IOException {
        out.append(report.method().label())
                .append(" of ")
                .append(PairNames.line(report.left(), report.leftFormat(), report.right(), report.rightFormat()))
                .append("\n\n");
        List<Column> columns = columns(report).stream()
                .filter(column -> isShown(column, report))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(Column::name).toList());
        for (LayerDistance layer : report.layers()) {
            rows.add(columns.stream()
                    .map(column -> CellText.shown(column.cell().apply(layer)))
                    .toList());
        }
        TextGrid.write(rows, out);
        out.append("\nmean  delta_W ").append(CellText.shown(cell(report.meanWeights())));
        if (report.method() == DistanceMethod.RAW) {
            out.append("   delta_b ").append(CellText.shown(cell(report.meanBias())));
        }
        long compared = report.layers().stream()
                .filter(row -> row.weights().isPresent())
                .count();
        out.append("\n" + compared + " of " + report.layers().size() + " rows compared\n");
    }

    /** Without what the heading says, what is nowhere filled, B's names where they are A's, and names a graph knows better. */
    private static boolean isShown(Column column, DistanceReport report) {
        boolean graph = report.layers().stream()
                .flatMap(row -> row.left().stream())
                .anyMatch(layer -> !layer.longname().equals(layer.name()));
        if (column.name().equals("method") || column.name().equals(graph ? "name" : "longname")) {
            return false;
        }
        if (column.name().equals("name_b")) {
            return report.layers().stream()
                    .anyMatch(row -> row.right().isPresent()
                            && !row.left()
                                    .map(LayerIdentity::name)
                                    .equals(row.right().map(LayerIdentity::name)));
        }
        return report.layers().stream()
                .map(column.cell())
                .anyMatch(cell -> !cell.equals(new Cell.Text("")) && !cell.equals(new Cell.Missing()));
    }

    static void json(DistanceReport report, Appendable out) throws IOException {
        List<Column> columns = columns(report);
        try (JsonGenerator json = Json.indented(out)) {
            json.writeStartObject();
            json.writeStringField("tool", "setol");
            json.writeStringField("version", Version.CURRENT);
            json.writeStringField("mode", report.mode().label());
            json.writeStringField("method", report.method().label());
            PairNames.json(json, report.left(), report.leftFormat(), report.right(), report.rightFormat());
            json.writeObjectFieldStart("mean");
            JsonRow.field(json, "delta_W", cell(report.meanWeights()));
            if (report.method() == DistanceMethod.RAW) {
                JsonRow.field(json, "delta_b", cell(report.meanBias()));
            }
            json.writeEndObject();
            json.writeArrayFieldStart("layers");
            for (LayerDistance layer : report.layers()) {
                json.writeStartObject();
                for (Column column : columns) {
                    JsonRow.field(json, column.name(), column.cell().apply(layer));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.append('\n');
    }
}
