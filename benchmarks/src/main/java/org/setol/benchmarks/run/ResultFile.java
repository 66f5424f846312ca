package org.setol.benchmarks.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;
import org.setol.analysis.report.Machine;

/**
 * Results as a small JSON file: where and when, then one line a benchmark. Keeps every iteration's value, so that a later
 * run can be compared with intervals.
 */
final class ResultFile {

    /**
     * Where numbers come from.
     *
     * @param name what was run
     * @param date of the run, ISO, UTC
     * @param commit of the working tree, with a mark when it was changed
     * @param machine CPU, cores, JDK, kernels, libraries
     * @param load the system's load average at the end: much above one, others were at work and ratios are all that counts
     * @param options given to JMH
     */
    record Header(String name, String date, String commit, Machine machine, double load, String options) {}

    /** Digits that survive: far below the noise of any timing. */
    private static final int DIGITS = 5;

    private ResultFile() {}

    /** Writes all of {@code results}; {@code out} stays open. */
    static void write(Writer out, Header header, Collection<RunResult> results) throws IOException {
        out.write("{\"header\": ");
        writeHeader(out, header);
        out.write(",\n\"results\": [");
        String separator = "\n";
        for (RunResult result : results) {
            out.write(separator);
            writeResult(out, result);
            separator = ",\n";
        }
        out.write("\n]}\n");
    }

    static void writeHeader(Writer out, Header header) throws IOException {
        Machine machine = header.machine();
        try (JsonGenerator json = generator(out)) {
            json.writeStartObject();
            json.writeStringField("name", header.name());
            json.writeStringField("date", header.date());
            json.writeStringField("commit", header.commit());
            json.writeStringField("cpu", machine.cpu());
            json.writeNumberField("cores", machine.cores());
            json.writeStringField("os", machine.os());
            json.writeStringField("java", machine.java());
            json.writeStringField("kernels", machine.kernels());
            json.writeStringField("libraries", String.join(", ", machine.libraries()));
            json.writeNumberField("load", header.load());
            json.writeStringField("options", header.options());
            json.writeEndObject();
        }
    }

    private static void writeResult(Writer out, RunResult result) throws IOException {
        BenchmarkParams params = result.getParams();
        Result<?> primary = result.getPrimaryResult();
        try (JsonGenerator json = generator(out)) {
            json.writeStartObject();
            json.writeStringField("benchmark", shortName(params.getBenchmark()));
            json.writeObjectFieldStart("params");
            for (String key : params.getParamsKeys()) {
                json.writeStringField(key, params.getParam(key));
            }
            json.writeEndObject();
            json.writeStringField("mode", params.getMode().shortLabel());
            json.writeNumberField("forks", params.getForks());
            writeScore(json, primary);
            json.writeObjectFieldStart("more");
            for (Map.Entry<String, Result<?>> other : secondary(result).entrySet()) {
                json.writeObjectFieldStart(other.getKey());
                writeScore(json, other.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** Score, half width of its 99.9 % interval, unit, and what every iteration gave. */
    private static void writeScore(JsonGenerator json, Result<?> result) throws IOException {
        Statistics values = result.getStatistics();
        writeRounded(json, "score", result.getScore());
        writeRounded(json, "error", result.getScoreError());
        json.writeStringField("unit", result.getScoreUnit());
        json.writeArrayFieldStart("samples");
        // JMH offers the values themselves only with their multiplicities.
        for (var sample = values.getRawData(); sample.hasNext(); ) {
            Map.Entry<Double, Long> value = sample.next();
            for (long k = 0; k < value.getValue(); k++) {
                json.writeNumber(rounded(value.getKey()));
            }
        }
        json.writeEndArray();
    }

    /** NaN, the error of a single iteration, is left out. */
    private static void writeRounded(JsonGenerator json, String field, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeFieldName(field);
            json.writeNumber(rounded(value));
        }
    }

    static String rounded(double value) {
        BigDecimal exact = new BigDecimal(value);
        return exact.round(new MathContext(DIGITS)).toString();
    }

    /** JMH's counters, in alphabetical order. */
    private static Map<String, Result<?>> secondary(RunResult result) {
        Map<String, Result<?>> sorted = new TreeMap<>();
        result.getSecondaryResults().forEach((label, value) -> sorted.put(label, value));
        return sorted;
    }

    /** {@code KsScanBenchmark.pruned}. */
    static String shortName(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    /** One line; closing it leaves the writer open. */
    static JsonGenerator generator(Writer out) throws IOException {
        return new JsonFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .createGenerator(out)
                .setPrettyPrinter(new MinimalPrettyPrinter(""));
    }
}
