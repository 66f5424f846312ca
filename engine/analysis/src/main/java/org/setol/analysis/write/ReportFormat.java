package org.setol.analysis.write;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.analysis.report.ModelReport;

/** How a report can be written. */
public enum ReportFormat {
    /** For eyes: 4 significant digits, the most asked-for columns, summary and coverage. */
    TABLE("table", ".txt"),
    /** One row a layer, all columns. */
    CSV("csv", ".csv"),
    /** Everything: options, machine, summary, layers, coverage. */
    JSON("json", ".json"),
    /** One JSON object a layer and line. */
    JSONL("jsonl", ".jsonl"),
    /** WeightWatcher's details data frame, its column order and its -1 for failed fits. */
    WW_CSV("ww-csv", ".ww.csv");

    private final String label;
    private final String suffix;

    ReportFormat(String label, String suffix) {
        this.label = label;
        this.suffix = suffix;
    }

    /** As {@code --format} spells it. */
    public String label() {
        return label;
    }

    /** The format that a file's name asks for, if it does. The longest suffix wins. */
    public static Optional<ReportFormat> ofFileName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(WW_CSV, JSONL, JSON, CSV, TABLE)
                .filter(format -> lower.endsWith(format.suffix))
                .findFirst();
    }

    /**
     * Writes reports.
     *
     * @param reports one for each model, at least one
     * @param seconds whether times are written
     * @throws IOException from {@code out}
     */
    public void write(List<ModelReport> reports, boolean seconds, Appendable out) throws IOException {
        writer().write(reports, seconds, out);
    }

    private ReportWriter writer() {
        return switch (this) {
            case TABLE -> new TableWriter();
            case CSV -> new CsvWriter();
            case JSON -> new JsonWriter();
            case JSONL -> new JsonLinesWriter();
            case WW_CSV -> new WwCsvWriter();
        };
    }
}
