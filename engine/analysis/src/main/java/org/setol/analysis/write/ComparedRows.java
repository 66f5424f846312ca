package org.setol.analysis.write;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.pair.ModelComparison;
import org.setol.analysis.pair.ModelComparison.Row;

/**
 * A comparison ready to be written: which metrics there are, the rows and the summary in order of change.
 *
 * @param comparison what is compared
 * @param metrics every column that says something about a spectrum, in the order of the reports
 * @param rows layers, those whose {@code sortedBy} has changed most first; layers without such a change last, in A's order
 * @param summary means, those that have changed most in relation to their size first
 * @param sortedBy name of a metric
 */
record ComparedRows(
        ModelComparison comparison, List<Column> metrics, List<Row> rows, List<Mean> summary, String sortedBy) {

    /** Which layer it is and how the row came about: the same in both, or not to be compared. */
    private static final Set<String> NO_METRICS = Set.of(
            "layer_id", "name", "longname", "layer_type", "slice_id", "reason", "backend", "precision", "residual");

    /** A number of the summary. */
    record Mean(String name, double left, double right) {}

    ComparedRows {
        metrics = List.copyOf(metrics);
        rows = List.copyOf(rows);
        summary = List.copyOf(summary);
    }

    static ComparedRows of(ModelComparison comparison, String sortedBy) {
        List<Column> metrics = metrics(comparison.left().options());
        Column key = metrics.stream()
                .filter(column -> column.name().equals(sortedBy))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + sortedBy + "' is no metric of this run; there are "
                                + metrics.stream().map(Column::name).collect(Collectors.joining(", "))));
        // The sort is stable: rows of equal change stay in A's order.
        List<Row> rows = comparison.rows().stream()
                .sorted(Comparator.comparingDouble(row -> -magnitude(
                        change(key.cell().apply(row.left()), key.cell().apply(row.right())))))
                .toList();
        return new ComparedRows(comparison, metrics, rows, summary(comparison), sortedBy);
    }

    /** Every column that says something about a spectrum. */
    static List<Column> metrics(AnalysisOptions options) {
        return Columns.of(options, false).stream()
                .filter(column -> !NO_METRICS.contains(column.name()))
                .toList();
    }

    private static List<Mean> summary(ModelComparison comparison) {
        Map<String, Double> left = comparison.left().summary();
        Map<String, Double> right = comparison.right().summary();
        List<Mean> means = new ArrayList<>();
        Stream.concat(left.keySet().stream(), right.keySet().stream())
                .distinct()
                .forEach(name -> means.add(
                        new Mean(name, left.getOrDefault(name, Double.NaN), right.getOrDefault(name, Double.NaN))));
        means.sort(Comparator.comparingDouble(mean -> -magnitude(relative(mean.left(), mean.right()))));
        return means;
    }

    /** Without a change a row counts as unchanged by less than nothing. */
    private static double magnitude(double change) {
        return Double.isNaN(change) ? -1 : Math.abs(change);
    }

    /** B minus A; NaN where one of them is no number. */
    static double change(Cell left, Cell right) {
        return number(right) - number(left);
    }

    /** (B - A) / |A|; NaN where that is not defined. */
    static double relative(double left, double right) {
        return (right - left) / Math.abs(left);
    }

    static double number(Cell cell) {
        return switch (cell) {
            case Cell.Real real -> real.value();
            case Cell.Whole whole -> whole.value();
            case Cell.Text ignored -> Double.NaN;
            case Cell.Missing ignored -> Double.NaN;
        };
    }
}
