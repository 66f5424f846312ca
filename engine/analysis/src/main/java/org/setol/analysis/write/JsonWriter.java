package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Version;
import org.setol.analysis.report.CoverageEntry;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.Machine;
import org.setol.analysis.report.ModelReport;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.FarmsOptions;
import org.setol.spectra.metrics.TailOptions;
import org.setol.spectra.setol.SetolOptions;

/** Everything about one model as an object; of several models an array of such objects. */
final class JsonWriter implements ReportWriter {

    @Override
    public void write(List<ModelReport> reports, boolean seconds, Appendable out) throws IOException {
        try (JsonGenerator json = Json.indented(out)) {
            if (reports.size() == 1) {
                report(json, reports.getFirst(), seconds);
            } else {
                json.writeStartArray();
                for (ModelReport report : reports) {
                    report(json, report, seconds);
                }
                json.writeEndArray();
            }
        }
        out.append('\n');
    }

    private static void report(JsonGenerator json, ModelReport report, boolean seconds) throws IOException {
        json.writeStartObject();
        json.writeStringField("tool", "setol");
        json.writeStringField("version", Version.CURRENT);
        json.writeStringField("mode", report.options().metrics().mode().label());
        json.writeStringField("model", report.model());
        json.writeStringField("format", report.format());
        options(json, report.options());
        machine(json, report.machine());
        summary(json, report.summary());
        layers(json, report, seconds);
        coverage(json, report.coverage());
        json.writeEndObject();
    }

    private static void options(JsonGenerator json, AnalysisOptions options) throws IOException {
        json.writeObjectFieldStart("options");
        json.writeStringField("backend", options.backend().orElse("auto"));
        json.writeStringField("precision", options.precision().label());
        json.writeNumberField("threads", options.threads());
        json.writeNumberField("memory_bytes", options.memoryBytes());
        for (Extra extra : Extra.values()) {
            json.writeBooleanField(extra.label(), options.metrics().wants(extra));
        }
        json.writeNumberField("seed", options.metrics().seed());
        tail(json, options.metrics().tail());
        json.writeStringField("ks", options.metrics().ks().label());
        if (options.metrics().wants(Extra.FARMS)) {
            FarmsOptions farms = options.metrics().farms();
            json.writeNumberField("farms_q", farms.aspectRatio());
            json.writeNumberField("farms_rows", farms.rows());
            json.writeNumberField("farms_per_side", farms.perSide());
        }
        if (options.metrics().wants(Extra.SETOL)) {
            setol(json, options.metrics().setol());
        }
        json.writeBooleanField("pool", options.rules().pool());
        json.writeNumberField("min_evals", options.rules().minEvals());
        if (options.base().isPresent()) {
            json.writeStringField("base", options.base().get().toString());
        }
        if (options.lora().isPresent()) {
            json.writeStringField("lora", options.lora().get().toString());
        }
        json.writeEndObject();
    }

    private static void tail(JsonGenerator json, TailOptions tail) throws IOException {
        json.writeStringField("fit", tail.law().label());
        if (tail.fingers() != TailOptions.Fingers.KEEP) {
            json.writeStringField("fix_fingers", tail.fingers().label());
            json.writeNumberField("max_fingers", tail.maxFingers());
            json.writeNumberField("finger_thresh", tail.fingerThreshold());
        }
        if (tail.xmax().forced()) {
            json.writeStringField("xmax", "force");
        } else if (tail.xmax().dropped() > 0) {
            json.writeNumberField("xmax", tail.xmax().dropped());
        }
        if (tail.gofReplicates().isPresent()) {
            json.writeNumberField("gof", tail.gofReplicates().getAsInt());
        }
        if (tail.ciReplicates().isPresent()) {
            json.writeNumberField("ci", tail.ciReplicates().getAsInt());
        }
    }

    private static void setol(JsonGenerator json, SetolOptions setol) throws IOException {
        json.writeStringField("ecs", setol.rule().label());
        json.writeStringField("moments", setol.moments().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("order", setol.order());
        json.writeNumberField("ideal_alpha", setol.alphaTolerance());
        json.writeNumberField("ideal_delta", setol.deltaTolerance());
    }

    static void machine(JsonGenerator json, Machine machine) throws IOException {
        json.writeObjectFieldStart("machine");
        json.writeStringField("os", machine.os());
        json.writeStringField("arch", machine.arch());
        json.writeStringField("cpu", machine.cpu());
        json.writeNumberField("cores", machine.cores());
        json.writeStringField("java", machine.java());
        json.writeStringField("kernels", machine.kernels());
        json.writeArrayFieldStart("libraries");
        for (String library : machine.libraries()) {
            json.writeString(library);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void summary(JsonGenerator json, Map<String, Double> summary) throws IOException {
        json.writeObjectFieldStart("summary");
        for (Map.Entry<String, Double> mean : summary.entrySet()) {
            json.writeFieldName(mean.getKey());
            JsonRow.number(json, mean.getValue());
        }
        List<String> missing = summary.entrySet().stream()
                .filter(mean -> Double.isNaN(mean.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            json.writeStringField("reason", "no layer has a number for " + String.join(", ", missing));
        }
        json.writeEndObject();
    }

    private static void layers(JsonGenerator json, ModelReport report, boolean seconds) throws IOException {
        List<Column> columns = Columns.of(report.options(), seconds);
        json.writeArrayFieldStart("layers");
        for (LayerReport layer : report.layers()) {
            json.writeStartObject();
            JsonRow.fields(json, columns, layer);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void coverage(JsonGenerator json, List<CoverageEntry> coverage) throws IOException {
        json.writeArrayFieldStart("coverage");
        for (CoverageEntry entry : coverage) {
            entry(json, entry);
        }
        json.writeEndArray();
    }

    private static void entry(JsonGenerator json, CoverageEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("tensor", entry.tensor());
        json.writeStringField("shape", entry.shape());
        json.writeStringField("dtype", entry.dtype());
        json.writeStringField("status", entry.status());
        json.writeStringField("reason", entry.reason());
        json.writeEndObject();
    }
}
