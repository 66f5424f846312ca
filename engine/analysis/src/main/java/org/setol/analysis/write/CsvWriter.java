package org.setol.analysis.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;

/** RFC 4180 with a header and LF. Missing numbers are empty; a first column names the model when there are several. */
final class CsvWriter implements ReportWriter {

    @Override
    public void write(List<ModelReport> reports, boolean seconds, Appendable out) throws IOException {
        List<Column> columns = Columns.of(reports.getFirst().options(), seconds);
        boolean several = reports.size() > 1;
        try (CsvRows rows = new CsvRows(out)) {
            List<String> header = new ArrayList<>(several ? List.of("model") : List.of());
            columns.forEach(column -> header.add(column.name()));
            rows.add(header);
            for (ModelReport report : reports) {
                for (LayerReport layer : report.layers()) {
                    List<String> row = new ArrayList<>(several ? List.of(report.model()) : List.of());
                    columns.forEach(
                            column -> row.add(CellText.exact(column.cell().apply(layer))));
                    rows.add(row);
                }
            }
        }
    }
}
