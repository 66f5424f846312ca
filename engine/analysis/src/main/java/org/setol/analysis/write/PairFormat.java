package org.setol.analysis.write;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.pair.DistanceReport;
import org.setol.analysis.pair.ModelComparison;

/** How the results about two models can be written. None of them holds times: equal runs give equal bytes. */
public enum PairFormat {
    /** For eyes: 4 significant digits. */
    TABLE("table", ".txt"),
    /** One row a layer. */
    CSV("csv", ".csv"),
    /** Everything. */
    JSON("json", ".json");

    private final String label;
    private final String suffix;

    PairFormat(String label, String suffix) {
        this.label = label;
        this.suffix = suffix;
    }

    /** As {@code --format} spells it. */
    public String label() {
        return label;
    }

    /** The format that a file's name asks for, if it does. */
    public static Optional<PairFormat> ofFileName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(format -> lower.endsWith(format.suffix))
                .findFirst();
    }

    /** Writes distances. */
    public void write(DistanceReport report, Appendable out) throws IOException {
        switch (this) {
            case TABLE -> DistanceWriter.table(report, out);
            case CSV -> DistanceWriter.csv(report, out);
            case JSON -> DistanceWriter.json(report, out);
        }
    }

    /** The metrics that a comparison of runs with these options can be sorted by. */
    public static List<String> metrics(AnalysisOptions options) {
        return ComparedRows.metrics(options).stream().map(Column::name).toList();
    }

    /**
     * Writes a comparison, the layers in the order of how much a metric has changed.
     *
     * @throws IllegalArgumentException when there is no such metric, naming those there are
     */
    public void write(ModelComparison comparison, String sortedBy, Appendable out) throws IOException {
        ComparedRows rows = ComparedRows.of(comparison, sortedBy);
        switch (this) {
            case TABLE -> ComparisonTable.write(rows, out);
            case CSV -> ComparisonCsv.write(rows, out);
            case JSON -> ComparisonJson.write(rows, out);
        }
    }
}
