package org.setol.cli;

import java.io.PrintWriter;
import java.util.List;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.check.Condition;
import org.setol.analysis.report.ModelReport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Conditions under which a run ends with exit code 1, for builds; shared by analyze and demo. */
final class Checks {

    @Option(
            names = "--fail-on",
            paramLabel = "EXPR",
            converter = ConditionConverter.class,
            description =
                    "Exit with 1 when this holds, e.g. 'alpha.mean>6' or, for any layer, 'rank_loss>0'; repeatable."
                            + " Aggregates: mean, min, max, median, sum.")
    private List<Condition> conditions = List.of();

    /** For picocli. */
    static final class ConditionConverter implements ITypeConverter<Condition> {
        @Override
        public Condition convert(String text) {
            try {
                return Condition.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Refuses metrics that there will not be, before the work. */
    void check(AnalysisOptions options, boolean seconds) {
        for (Condition condition : conditions) {
            try {
                condition.require(options, seconds);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--fail-on: " + e.getMessage());
            }
        }
    }

    /** One line on stderr for each condition that holds. */
    int exitCode(List<ModelReport> reports, PrintWriter err) {
        int code = ExitCode.OK;
        for (ModelReport report : reports) {
            for (Condition condition : conditions) {
                if (holds(condition, report, err)) {
                    code = ExitCode.CHECK_FAILED;
                }
            }
        }
        return code;
    }

    private static boolean holds(Condition condition, ModelReport report, PrintWriter err) {
        try {
            return condition
                    .evaluate(report)
                    .map(line -> {
                        err.println("setol: --fail-on: " + OneLine.of(line));
                        return true;
                    })
                    .orElse(false);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--fail-on: " + e.getMessage());
        }
    }
}
