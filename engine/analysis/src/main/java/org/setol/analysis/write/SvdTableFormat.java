package org.setol.analysis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.Version;
import org.setol.analysis.bench.SvdTiming;
import org.setol.analysis.bench.SvdTiming.NotTimed;
import org.setol.analysis.bench.SvdTiming.Timed;
import org.setol.analysis.report.Machine;

/** A bench of backends as a table or as JSON. */
public final class SvdTableFormat {

    private static final List<String> HEADER = List.of(
            "shape", "precision", "backend", "best s", "median s", "runs", "GFLOP/s", "x limit", "residual", "routine");

    private SvdTableFormat() {}

    /** For people: one line a cell, seconds to four digits. */
    public static void table(List<SvdTiming> timings, Machine machine, int threads, Appendable out) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        timings.forEach(timing -> rows.add(row(timing)));
        TextGrid.write(rows, out);
        out.append(
                        "\nx limit: the best time over that of the cheapest way's operations (m n^2 + 4/3 n^3) at the rate of gemm,\n")
                .append("measured beside each cell. ")
                .append(threads == 1 ? "1 thread of " : threads + " threads of ")
                .append(machine.inALine())
                .append('\n');
    }

    private static List<String> row(SvdTiming timing) {
        String shape = timing.shape().toString();
        String precision = timing.precision().label();
        return switch (timing.outcome()) {
            case Timed timed ->
                List.of(
                        shape,
                        precision,
                        timing.backend(),
                        SignificantDigits.of(timed.best()),
                        SignificantDigits.of(timed.median()),
                        Integer.toString(timed.runs()),
                        SignificantDigits.of(timed.gflops()),
                        SignificantDigits.of(timed.ratio()),
                        SignificantDigits.of(timed.residual()),
                        timed.routine());
            case NotTimed not ->
                List.of(shape, precision, timing.backend(), "-", "-", "-", "-", "-", "-", not.reason());
        };
    }

    /** For scripts: everything measured, where and with how many threads. */
    public static void json(List<SvdTiming> timings, Machine machine, int threads, Appendable out) throws IOException {
        try (JsonGenerator json = Json.indented(out)) {
            json.writeStartObject();
            json.writeStringField("tool", "setol");
            json.writeStringField("version", Version.CURRENT);
            JsonWriter.machine(json, machine);
            json.writeNumberField("threads", threads);
            json.writeArrayFieldStart("timings");
            for (SvdTiming timing : timings) {
                write(timing, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.append('\n');
    }

    private static void write(SvdTiming timing, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("rows", timing.shape().rows());
        json.writeNumberField("cols", timing.shape().cols());
        json.writeStringField("precision", timing.precision().label());
        json.writeStringField("backend", timing.backend());
        switch (timing.outcome()) {
            case Timed timed -> {
                json.writeStringField("routine", timed.routine());
                json.writeNumberField("runs", timed.runs());
                json.writeNumberField("seconds", timed.best());
                json.writeNumberField("seconds_median", timed.median());
                json.writeNumberField("gflops", timed.gflops());
                json.writeNumberField("gemm_limit_seconds", timed.limit());
                json.writeNumberField("ratio", timed.ratio());
                json.writeNumberField("residual", timed.residual());
            }
            case NotTimed not -> {
                json.writeNullField("seconds");
                json.writeStringField("reason", not.reason());
            }
        }
        json.writeEndObject();
    }
}
