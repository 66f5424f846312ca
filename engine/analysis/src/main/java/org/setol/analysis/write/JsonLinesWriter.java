package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;

/** One object a layer and line, its model first. */
final class JsonLinesWriter implements ReportWriter {

    @Override
    public void write(List<ModelReport> reports, boolean seconds, Appendable out) throws IOException {
        for (ModelReport report : reports) {
            List<Column> columns = Columns.of(report.options(), seconds);
            for (LayerReport layer : report.layers()) {
                try (JsonGenerator json = Json.compact(out)) {
                    json.writeStartObject();
                    json.writeStringField("model", report.model());
                    JsonRow.fields(json, columns, layer);
                    json.writeEndObject();
                }
                out.append('\n');
            }
        }
    }
}
