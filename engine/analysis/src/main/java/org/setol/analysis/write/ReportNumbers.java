package org.setol.analysis.write;

import java.util.List;
import java.util.stream.Collectors;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;

/** Columns of numbers by the names that the written reports give them. */
public final class ReportNumbers {

    private ReportNumbers() {}

    /**
     * A number of one layer.
     *
     * @param layer its name
     * @param value NaN when missing
     */
    public record LayerValue(String layer, double value) {}

    /** The columns that a report with these options has, of text too, with times or without. */
    public static List<String> names(AnalysisOptions options, boolean seconds) {
        return Columns.of(options, seconds).stream().map(Column::name).toList();
    }

    /**
     * One column of a report.
     *
     * @throws IllegalArgumentException when there is no such column of numbers, naming those there are
     */
    public static List<LayerValue> column(ModelReport report, String name) {
        List<Column> columns = Columns.of(report.options(), true);
        Column column = columns.stream()
                .filter(candidate -> candidate.name().equals(name) && isNumeric(report, candidate))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + name + "' is no column of numbers of this run; there are "
                                + columns.stream()
                                        .filter(candidate -> isNumeric(report, candidate))
                                        .map(Column::name)
                                        .collect(Collectors.joining(", "))));
        return report.layers().stream()
                .map(layer -> new LayerValue(report.nameOf(layer), number(column, layer)))
                .toList();
    }

    private static boolean isNumeric(ModelReport report, Column column) {
        return report.layers().stream().map(layer -> column.cell().apply(layer)).noneMatch(Cell.Text.class::isInstance);
    }

    private static double number(Column column, LayerReport layer) {
        return switch (column.cell().apply(layer)) {
            case Cell.Real real -> real.value();
            case Cell.Whole whole -> whole.value();
            case Cell.Truth truth -> truth.value() ? 1 : 0;
            case Cell.Text ignored -> Double.NaN;
            case Cell.Missing ignored -> Double.NaN;
        };
    }
}
