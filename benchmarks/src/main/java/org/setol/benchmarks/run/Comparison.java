package org.setol.benchmarks.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Two sides' forks, taken in turn, benchmark by benchmark: what has become slower, what faster. */
final class Comparison {

    /** A side of the comparison. */
    enum Side {
        BASE,
        HEAD
    }

    /**
     * One line of it.
     *
     * @param key the benchmark with its parameters
     * @param unit of the times
     * @param base a time for each fork, in order
     * @param head likewise
     */
    record Row(ForkResult.Key key, String unit, List<Double> base, List<Double> head) {

        Row {
            base = List.copyOf(base);
            head = List.copyOf(head);
        }

        /** How many times as long HEAD takes; empty when one side has other forks than the other. */
        Optional<PairedRatio> ratio() {
            return base.isEmpty() || base.size() != head.size()
                    ? Optional.empty()
                    : Optional.of(PairedRatio.of(head, base));
        }

        /** Whether it looks slower or faster: worth as many forks again. */
        boolean isSuspect(double threshold) {
            return ratio().filter(ratio -> ratio.isSlower(threshold) || ratio.isFaster(threshold))
                    .isPresent();
        }

        /** {@code slower}, {@code faster}, {@code -} or why it cannot be compared. */
        String verdict(double threshold) {
            return ratio().map(ratio -> verdict(ratio, threshold))
                    .orElse(base.isEmpty() ? "only in HEAD" : head.isEmpty() ? "only in BASE" : "incomplete");
        }

        private static String verdict(PairedRatio ratio, double threshold) {
            return ratio.isSlower(threshold) ? "slower" : ratio.isFaster(threshold) ? "faster" : "-";
        }
    }

    /** Ends of intervals from here on need no digits. */
    private static final double WIDE = 1000;

    private final Map<ForkResult.Key, String> units = new LinkedHashMap<>();
    private final Map<Side, Map<ForkResult.Key, List<Double>>> times =
            Map.of(Side.BASE, new LinkedHashMap<>(), Side.HEAD, new LinkedHashMap<>());

    /** Adds one more fork. */
    void add(Side side, List<ForkResult> fork) {
        for (ForkResult result : fork) {
            units.putIfAbsent(result.key(), result.unit());
            of(side).computeIfAbsent(result.key(), key -> new ArrayList<>()).add(result.time());
        }
    }

    private Map<ForkResult.Key, List<Double>> of(Side side) {
        return times.getOrDefault(side, Map.of());
    }

    /** In the order in which they were first seen. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        units.forEach((key, unit) -> rows.add(new Row(
                key,
                unit,
                of(Side.BASE).getOrDefault(key, List.of()),
                of(Side.HEAD).getOrDefault(key, List.of()))));
        return rows;
    }

    /** What looks slower or faster. */
    List<ForkResult.Key> suspects(double threshold) {
        return rows().stream()
                .filter(row -> row.isSuspect(threshold))
                .map(Row::key)
                .toList();
    }

    /** A table for people, one row a line. */
    List<List<String>> table(double threshold) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("benchmark", "parameters", "BASE", "HEAD", "unit", "ratio", "from", "to", "verdict"));
        for (Row row : rows()) {
            List<String> line =
                    new ArrayList<>(List.of(row.key().benchmark(), row.key().words()));
            line.add(median(row.base()));
            line.add(median(row.head()));
            line.add(row.unit());
            line.addAll(row.ratio()
                    .map(ratio -> List.of(number(ratio.ratio()), number(ratio.low()), number(ratio.high())))
                    .orElse(List.of("-", "-", "-")));
            line.add(row.verdict(threshold));
            table.add(line);
        }
        return table;
    }

    /** Whether some benchmark is slower beyond its interval and the threshold. */
    boolean hasSlower(double threshold) {
        return rows().stream().anyMatch(row -> row.verdict(threshold).equals("slower"));
    }

    private static String median(List<Double> times) {
        return times.isEmpty() ? "-" : String.format(Locale.ROOT, "%.4g", new Timing(times).median());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < WIDE ? "%.3f" : "%.0e", value);
    }
}
