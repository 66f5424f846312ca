package org.setol.analysis.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.write.ReportNumbers;
import org.setol.analysis.write.ReportNumbers.LayerValue;

/**
 * {@code METRIC[.AGGREGATE] COMPARISON NUMBER}, e.g. {@code alpha.mean > 6} or {@code rank_loss > 0}. Without an aggregate
 * it holds when it holds for any layer. Layers without a finite value of the metric do not count.
 */
public final class Condition {

    private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z_]\\w*)(?:\\.(\\w+))?\\s*(>=|<=|==|!=|>|<)"
            + "\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*");

    private final String text;
    private final String metric;
    private final Optional<Aggregate> aggregate;
    private final Comparison comparison;
    private final double threshold;

    private Condition(
            String text, String metric, Optional<Aggregate> aggregate, Comparison comparison, double threshold) {
        this.text = text.strip();
        this.metric = metric;
        this.aggregate = aggregate;
        this.comparison = comparison;
        this.threshold = threshold;
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException saying in one line what is not understood and what would be
     */
    public static Condition parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not of the form METRIC[.AGGREGATE]>NUMBER, e.g. alpha.mean>6");
        }
        return new Condition(
                text,
                form.group(1),
                Optional.ofNullable(form.group(2)).map(Condition::aggregate),
                comparison(form.group(3)),
                Double.parseDouble(form.group(4)));
    }

    private static Aggregate aggregate(String label) {
        return Stream.of(Aggregate.values())
                .filter(aggregate -> aggregate.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is none of "
                        + Stream.of(Aggregate.values()).map(Aggregate::label).collect(Collectors.joining(", "))));
    }

    private static Comparison comparison(String symbol) {
        return Stream.of(Comparison.values())
                .filter(comparison -> comparison.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Refuses a metric that no report with these options has, before there is one.
     *
     * @param seconds whether it has times
     * @throws IllegalArgumentException naming those there are
     */
    public void require(AnalysisOptions options, boolean seconds) {
        List<String> names = ReportNumbers.names(options, seconds);
        if (!names.contains(metric)) {
            throw new IllegalArgumentException(
                    "'" + metric + "' is no column of this run; there are " + String.join(", ", names));
        }
    }

    /**
     * Whether it holds for a report.
     *
     * @return a line that says where and with which number, or empty when it does not hold
     * @throws IllegalArgumentException when the report has no such column of numbers, or no layer a value in it: a check
     *     that cannot be made must not pass
     */
    public Optional<String> evaluate(ModelReport report) {
        List<LayerValue> values = ReportNumbers.column(report, metric).stream()
                .filter(value -> Double.isFinite(value.value()))
                .toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "': no layer of " + report.model() + " has a value of " + metric);
        }
        return aggregate.isPresent() ? evaluate(aggregate.get(), values) : anyLayer(values);
    }

    private Optional<String> evaluate(Aggregate by, List<LayerValue> values) {
        double value = by.of(values.stream().mapToDouble(LayerValue::value).toArray());
        return comparison.holds(value, threshold)
                ? Optional.of(text + " holds: " + metric + "." + by.label() + " is " + digits(value))
                : Optional.empty();
    }

    private Optional<String> anyLayer(List<LayerValue> values) {
        List<LayerValue> hits = values.stream()
                .filter(value -> comparison.holds(value.value(), threshold))
                .toList();
        if (hits.isEmpty()) {
            return Optional.empty();
        }
        LayerValue first = hits.getFirst();
        return Optional.of(text + " holds for " + hits.size() + " of " + values.size() + " layers, first "
                + first.layer() + ": " + digits(first.value()));
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
