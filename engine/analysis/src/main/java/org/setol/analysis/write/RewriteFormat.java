package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.Version;
import org.setol.analysis.report.CoverageEntry;
import org.setol.analysis.report.LayerChange;
import org.setol.analysis.report.LayerChange.Changed;
import org.setol.analysis.report.LayerChange.Unchanged;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.report.RewriteReport;

/** How the account of a written model can be written. */
public enum RewriteFormat {
    TABLE("table"),
    CSV("csv"),
    JSON("json");

    private static final List<String> NAMES = List.of(
            "layer_id",
            "name",
            "layer_type",
            "N",
            "M",
            "rf",
            "kept",
            "num_evals",
            "norm_before",
            "norm_after",
            "rounding",
            "dtype",
            "status",
            "reason");

    private final String label;

    RewriteFormat(String label) {
        this.label = label;
    }

    /** As {@code --format} spells it. */
    public String label() {
        return label;
    }

    /** Writes one account. */
    public void write(RewriteReport report, Appendable out) throws IOException {
        switch (this) {
            case TABLE -> table(report, out);
            case CSV -> csv(report, out);
            case JSON -> json(report, out);
        }
    }

    private interface Digits {
        String of(double value);
    }

    private static List<String> row(LayerChange change, String none, Digits digits) {
        LayerIdentity layer = change.layer();
        List<String> row = new ArrayList<>(List.of(
                Integer.toString(layer.layerId()),
                layer.name(),
                layer.layerType(),
                Integer.toString(layer.rows()),
                Integer.toString(layer.cols()),
                Integer.toString(layer.slices())));
        row.addAll(
                switch (change) {
                    case Changed done ->
                        List.of(
                                Long.toString(done.kept()),
                                Long.toString(done.of()),
                                digits.of(done.normBefore()),
                                digits.of(done.normAfter()),
                                digits.of(done.rounding()),
                                done.storedAs(),
                                "changed",
                                "");
                    case Unchanged not -> List.of(none, none, none, none, none, none, "unchanged", not.reason());
                });
        return row;
    }

    private static void table(RewriteReport report, Appendable out) throws IOException {
        out.append(report.model() + " (" + report.format() + ", " + report.mode() + ") -> " + report.output() + ": "
                + report.command() + " by " + report.rule() + "\n\n");
        List<List<String>> rows = new ArrayList<>();
        rows.add(NAMES);
        report.layers().forEach(change -> rows.add(row(change, "-", SignificantDigits::of)));
        TextGrid.write(rows, out);
        out.append("\n" + report.changed() + " of " + report.layers().size() + " layers changed, "
                + report.copied().size() + " other tensors copied\n");
    }

    private static void csv(RewriteReport report, Appendable out) throws IOException {
        try (CsvRows rows = new CsvRows(out)) {
            rows.add(NAMES);
            report.layers().forEach(change -> rows.add(row(change, "", Double::toString)));
        }
    }

    private static void json(RewriteReport report, Appendable out) throws IOException {
        try (JsonGenerator json = Json.indented(out)) {
            json.writeStartObject();
            json.writeStringField("tool", "setol");
            json.writeStringField("version", Version.CURRENT);
            json.writeStringField("command", report.command());
            json.writeStringField("rule", report.rule());
            json.writeStringField("mode", report.mode());
            json.writeNumberField("seed", report.seed());
            json.writeStringField("model", report.model());
            json.writeStringField("format", report.format());
            json.writeStringField("output", report.output());
            json.writeArrayFieldStart("layers");
            for (LayerChange change : report.layers()) {
                layer(json, change);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("copied");
            for (CoverageEntry entry : report.copied()) {
                json.writeStartObject();
                json.writeStringField("tensor", entry.tensor());
                json.writeStringField("shape", entry.shape());
                json.writeStringField("dtype", entry.dtype());
                json.writeStringField("reason", entry.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.append('\n');
    }

    private static void layer(JsonGenerator json, LayerChange change) throws IOException {
        LayerIdentity layer = change.layer();
        json.writeStartObject();
        json.writeNumberField("layer_id", layer.layerId());
        json.writeStringField("name", layer.name());
        json.writeStringField("longname", layer.longname());
        json.writeStringField("layer_type", layer.layerType());
        json.writeNumberField("N", layer.rows());
        json.writeNumberField("M", layer.cols());
        json.writeNumberField("rf", layer.slices());
        switch (change) {
            case Changed done -> {
                json.writeStringField("status", "changed");
                json.writeNumberField("kept", done.kept());
                json.writeNumberField("num_evals", done.of());
                json.writeNumberField("norm_before", done.normBefore());
                json.writeNumberField("norm_after", done.normAfter());
                json.writeNumberField("rounding", done.rounding());
                json.writeStringField("dtype", done.storedAs());
            }
            case Unchanged not -> {
                json.writeStringField("status", "unchanged");
                json.writeStringField("reason", not.reason());
            }
        }
        json.writeEndObject();
    }
}
