package org.setol.analysis.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.analysis.pair.ModelComparison;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.report.LayerReport;

/**
 * One row a layer: {@code METRIC_a}, {@code METRIC_b} and, of numbers, {@code METRIC_change} for every metric. Layers
 * without a partner come last, with one side empty and the reason.
 */
final class ComparisonCsv {

    private static final Cell NOTHING = new Cell.Missing();

    private ComparisonCsv() {}

    static void write(ComparedRows compared, Appendable out) throws IOException {
        List<Column> numbers = numbers(compared);
        try (CsvRows csv = new CsvRows(out)) {
            csv.add(header(compared, numbers));
            for (ModelComparison.Row row : compared.rows()) {
                csv.add(row(compared, numbers, Optional.of(row.left()), Optional.of(row.right()), ""));
            }
            for (ModelComparison.Unpaired row : compared.comparison().alone()) {
                csv.add(row(compared, numbers, row.left(), row.right(), row.reason()));
            }
        }
    }

    /** Metrics that are words in no row. */
    private static List<Column> numbers(ComparedRows compared) {
        return compared.metrics().stream()
                .filter(column -> compared.rows().stream()
                        .noneMatch(row -> column.cell().apply(row.left()) instanceof Cell.Text
                                || column.cell().apply(row.right()) instanceof Cell.Text))
                .toList();
    }

    private static List<String> header(ComparedRows compared, List<Column> numbers) {
        List<String> header =
                new ArrayList<>(List.of("layer_id_a", "layer_id_b", "slice_id", "name_a", "name_b", "layer_type"));
        for (Column metric : compared.metrics()) {
            header.add(metric.name() + "_a");
            header.add(metric.name() + "_b");
            if (numbers.contains(metric)) {
                header.add(metric.name() + "_change");
            }
        }
        header.add("reason");
        return header;
    }

    private static List<String> row(
            ComparedRows compared,
            List<Column> numbers,
            Optional<LayerReport> left,
            Optional<LayerReport> right,
            String reason) {
        Optional<LayerIdentity> a = left.map(LayerReport::layer);
        Optional<LayerIdentity> b = right.map(LayerReport::layer);
        List<String> row = new ArrayList<>();
        row.add(a.map(layer -> Integer.toString(layer.layerId())).orElse(""));
        row.add(b.map(layer -> Integer.toString(layer.layerId())).orElse(""));
        row.add(a.or(() -> b)
                .filter(layer -> layer.sliceId().isPresent())
                .map(layer -> Integer.toString(layer.sliceId().getAsInt()))
                .orElse(""));
        row.add(a.map(LayerIdentity::name).orElse(""));
        row.add(b.map(LayerIdentity::name).orElse(""));
        row.add(a.or(() -> b).map(LayerIdentity::layerType).orElse(""));
        for (Column metric : compared.metrics()) {
            Cell leftCell = left.map(metric.cell()).orElse(NOTHING);
            Cell rightCell = right.map(metric.cell()).orElse(NOTHING);
            row.add(CellText.exact(leftCell));
            row.add(CellText.exact(rightCell));
            if (numbers.contains(metric)) {
                row.add(CellText.exact(new Cell.Real(ComparedRows.change(leftCell, rightCell))));
            }
        }
        row.add(reasons(left, right, reason));
        return row;
    }

    /** Why numbers are missing, on either side. */
    static String reasons(Optional<LayerReport> left, Optional<LayerReport> right, String reason) {
        List<String> reasons = new ArrayList<>();
        if (!reason.isEmpty()) {
            reasons.add(reason);
        }
        left.map(LayerReport::reason).filter(text -> !text.isEmpty()).ifPresent(text -> reasons.add("A: " + text));
        right.map(LayerReport::reason).filter(text -> !text.isEmpty()).ifPresent(text -> reasons.add("B: " + text));
        return String.join("; ", reasons);
    }
}
