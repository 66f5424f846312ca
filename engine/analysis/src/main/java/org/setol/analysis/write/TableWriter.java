package org.setol.analysis.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.setol.analysis.report.CoverageEntry;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;

/** For eyes: the most asked-for columns with 4 significant digits, the means below, then what was not analysed. */
final class TableWriter implements ReportWriter {

    private static final List<String> SHOWN = List.of(
            "layer_id",
            "name",
            "slice_id",
            "layer_type",
            "N",
            "M",
            "rf",
            "alpha",
            "D",
            "sigma",
            "Lambda",
            "num_fingers",
            "raw_alpha",
            "alpha_low",
            "alpha_high",
            "gof_p",
            "best_by_AIC",
            "alpha_hill_mid",
            "alpha_hill_peak",
            "farms_alpha",
            "xmin",
            "num_pl_spikes",
            "detX_num",
            "erg_num",
            "delta_lambda_min",
            "ideal",
            "phase",
            "quality",
            "quality_raw",
            "num_spikes",
            "mp_softrank",
            "rand_distance",
            "num_rand_spikes",
            "lambda_max",
            "stable_rank",
            "log_norm",
            "alpha_weighted",
            "warning",
            "reason");

    @Override
    public void write(List<ModelReport> reports, boolean seconds, Appendable out) throws IOException {
        for (ModelReport report : reports) {
            out.append(subject(report))
                    .append(" (")
                    .append(report.format())
                    .append(", ")
                    .append(report.options().metrics().mode().label())
                    .append(" numbers)\n\n");
            layers(report, out);
            summary(report.summary(), out);
            coverage(report.coverage(), out);
        }
    }

    /** The model, and what was added to and subtracted from it. */
    private static String subject(ModelReport report) {
        String adapter = report.options().lora().map(Path::toString).orElse("");
        String base = report.options().base().map(Path::toString).orElse("");
        if (report.model().equals(adapter)) {
            return base.isEmpty() ? adapter : adapter + " for " + base;
        }
        return report.model()
                + (adapter.isEmpty() ? "" : " plus " + adapter)
                + (base.isEmpty() ? "" : " minus " + base);
    }

    private static void layers(ModelReport report, Appendable out) throws IOException {
        List<Column> columns = columns(report).stream()
                .filter(column -> report.layers().stream()
                        .anyMatch(layer ->
                                !CellText.shown(column.cell().apply(layer)).isEmpty()))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(Column::name).toList());
        for (LayerReport layer : report.layers()) {
            rows.add(columns.stream()
                    .map(column -> CellText.shown(column.cell().apply(layer)))
                    .toList());
        }
        TextGrid.write(rows, out);
        out.append('\n');
    }

    /** Where a graph names the layers, its names say more than the tensors' do. */
    private static List<Column> columns(ModelReport report) {
        List<Column> all = Columns.of(report.options(), false);
        boolean graph = report.layers().stream()
                .anyMatch(row -> !report.nameOf(row).equals(row.layer().name()));
        return SHOWN.stream()
                .map(name -> graph && name.equals("name") ? "longname" : name)
                .flatMap(name -> all.stream().filter(column -> column.name().equals(name)))
                .toList();
    }

    private static void summary(Map<String, Double> summary, Appendable out) throws IOException {
        out.append("mean  ");
        String separator = "";
        for (Map.Entry<String, Double> mean : summary.entrySet()) {
            out.append(separator).append(mean.getKey()).append(' ').append(SignificantDigits.of(mean.getValue()));
            separator = "   ";
        }
        out.append('\n');
    }

    private static void coverage(List<CoverageEntry> coverage, Appendable out) throws IOException {
        long analysed = coverage.stream().filter(CoverageEntry::analysed).count();
        out.append(String.valueOf(analysed))
                .append(" of ")
                .append(String.valueOf(coverage.size()))
                .append(" tensors analysed");
        long failed = coverage.stream().filter(CoverageEntry::failed).count();
        if (failed > 0) {
            out.append(", ").append(String.valueOf(failed)).append(" of them without a spectrum");
        }
        Map<String, Integer> reasons = new LinkedHashMap<>();
        coverage.stream().filter(entry -> !entry.analysed()).forEach(e -> reasons.merge(e.reason(), 1, Integer::sum));
        String separator = "; skipped: ";
        for (Map.Entry<String, Integer> reason : reasons.entrySet()) {
            out.append(separator)
                    .append(String.valueOf(reason.getValue()))
                    .append(" x ")
                    .append(reason.getKey());
            separator = ", ";
        }
        out.append('\n');
    }
}
