package org.setol.analysis.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.analysis.pair.ModelComparison;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;

/** For eyes: the summaries, the most asked-for metrics of every pair of layers, what has no partner. */
final class ComparisonTable {

    private static final List<String> SHOWN = List.of("alpha", "log_norm", "stable_rank");

    private ComparisonTable() {}

    static void write(ComparedRows compared, Appendable out) throws IOException {
        ModelReport left = compared.comparison().left();
        ModelReport right = compared.comparison().right();
        out.append(PairNames.line(left.model(), left.format(), right.model(), right.format()))
                .append("   (")
                .append(left.options().metrics().mode().label())
                .append(" numbers)\n\n");
        summary(compared, out);
        layers(compared, out);
        alone(compared.comparison(), out);
    }

    private static void summary(ComparedRows compared, Appendable out) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("mean", "A", "B", "change", "relative"));
        for (ComparedRows.Mean mean : compared.summary()) {
            rows.add(List.of(
                    mean.name(),
                    SignificantDigits.of(mean.left()),
                    SignificantDigits.of(mean.right()),
                    SignificantDigits.of(mean.right() - mean.left()),
                    SignificantDigits.of(ComparedRows.relative(mean.left(), mean.right()))));
        }
        TextGrid.write(rows, out);
        out.append('\n');
    }

    private static void layers(ComparedRows compared, Appendable out) throws IOException {
        List<Column> shown = Stream.concat(Stream.of(compared.sortedBy()), SHOWN.stream())
                .distinct()
                .flatMap(name -> compared.metrics().stream()
                        .filter(column -> column.name().equals(name)))
                .toList();
        boolean renamed =
                compared.rows().stream().anyMatch(row -> !name(row.left()).equals(name(row.right())));
        List<List<String>> rows = new ArrayList<>();
        boolean anyReason =
                compared.rows().stream().anyMatch(row -> !reason(row).isEmpty());
        rows.add(header(shown, renamed));
        for (ModelComparison.Row row : compared.rows()) {
            rows.add(row(shown, renamed, row));
        }
        if (anyReason) {
            rows.getFirst().add("reason");
            for (int k = 0; k < compared.rows().size(); k++) {
                rows.get(k + 1).add(reason(compared.rows().get(k)));
            }
        }
        TextGrid.write(rows, out);
        out.append('\n');
    }

    private static List<String> header(List<Column> shown, boolean renamed) {
        List<String> header = new ArrayList<>(renamed ? List.of("name A", "name B") : List.of("name"));
        for (Column metric : shown) {
            header.add(metric.name() + " A");
            header.add("B");
            header.add("change");
        }
        return header;
    }

    private static List<String> row(List<Column> shown, boolean renamed, ModelComparison.Row row) {
        List<String> cells = new ArrayList<>(List.of(name(row.left())));
        if (renamed) {
            cells.add(name(row.right()));
        }
        for (Column metric : shown) {
            Cell left = metric.cell().apply(row.left());
            Cell right = metric.cell().apply(row.right());
            cells.add(CellText.shown(left));
            cells.add(CellText.shown(right));
            cells.add(SignificantDigits.of(ComparedRows.change(left, right)));
        }
        return cells;
    }

    private static String reason(ModelComparison.Row row) {
        return ComparisonCsv.reasons(Optional.of(row.left()), Optional.of(row.right()), "");
    }

    /** Where a graph names a layer, that says more. */
    private static String name(LayerReport row) {
        String name = row.layer().longname();
        return row.layer().sliceId().isPresent()
                ? name + ":" + row.layer().sliceId().getAsInt()
                : name;
    }

    private static void alone(ModelComparison comparison, Appendable out) throws IOException {
        int layers = comparison.rows().size() + comparison.alone().size();
        out.append(comparison.rows().size() + " of " + layers + " layers have a partner\n");
        for (ModelComparison.Unpaired row : comparison.alone()) {
            String side = row.left().isPresent() ? "A" : "B";
            String name = row.left().or(row::right).map(ComparisonTable::name).orElse("");
            out.append(side + ": " + name + ": " + row.reason() + "\n");
        }
    }
}
