package org.setol.benchmarks.run;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.setol.analysis.report.Machine;
import org.setol.analysis.write.TextGrid;
import org.setol.benchmarks.run.Comparison.Side;

/** The command line of {@link Comparison}: two builds, forks in turn, ratios with intervals. */
public final class GuardRun {

    private GuardRun() {}

    /**
     * Exit status 0, 1 when a benchmark has become slower or failed, 2 for arguments that make no sense.
     *
     * @param arguments both builds' folders of jars, base first; both commits; the folder for results; what the user wrote
     */
    public static void main(String[] arguments) throws InterruptedException {
        Builds builds = new Builds(Path.of(arguments[0]), Path.of(arguments[1]));
        GuardRequest request;
        try {
            request = GuardRequest.parse(List.of(arguments).subList(5, arguments.length));
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/guard: " + e.getMessage() + "; see 'benchmarks/guard --help'");
            System.exit(2);
            return;
        }
        try {
            System.exit(run(builds, request, arguments[2], arguments[3], Path.of(arguments[4])));
        } catch (IOException e) {
            System.err.println("benchmarks/guard: " + e.getMessage());
            System.exit(1);
        }
    }

    private static int run(Builds builds, GuardRequest request, String base, String head, Path folder)
            throws IOException, InterruptedException {
        Comparison comparison = compare(builds, request);
        if (comparison.rows().isEmpty()) {
            System.err.println("benchmarks/guard: nothing matches " + String.join(" ", request.names()));
            return 2;
        }
        Path file = folder.resolve(base + "-" + head + "-" + LocalDate.now(ZoneOffset.UTC) + ".json");
        Files.createDirectories(folder);
        try (Writer out = Files.newBufferedWriter(file)) {
            write(out, comparison, request, base, head);
        }
        print(System.out, comparison, request, base, head);
        System.out.println("results: " + file);
        return comparison.hasSlower(request.threshold()) ? 1 : 0;
    }

    private static Comparison compare(Builds builds, GuardRequest request) throws IOException, InterruptedException {
        Rounds rounds = new Rounds(builds::fork, request, line -> System.err.println("benchmarks/guard: " + line));
        return rounds.run(builds.methods(Side.HEAD, request), builds.methods(Side.BASE, request));
    }

    static void print(PrintStream out, Comparison comparison, GuardRequest request, String base, String head)
            throws IOException {
        out.println(Machine.current().inALine());
        out.printf(
                Locale.ROOT,
                "BASE %s, HEAD %s: medians of %d forks, %d of what looked slower or faster%n"
                        + "HEAD's time / BASE's with its %.0f %% interval; threshold %.0f %%%n%n",
                base,
                head,
                request.rounds(),
                2 * request.rounds(),
                100 * PairedRatio.CONFIDENCE,
                100 * request.threshold());
        PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
        TextGrid.write(comparison.table(request.threshold()), writer);
        writer.flush();
    }

    static void write(Writer out, Comparison comparison, GuardRequest request, String base, String head)
            throws IOException {
        out.write("{\"header\": ");
        String options = String.join(" ", request.jmh());
        ResultFile.writeHeader(
                out,
                new ResultFile.Header(
                        "guard against " + base,
                        LocalDate.now(ZoneOffset.UTC).toString(),
                        head,
                        Machine.current(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        options));
        out.write(",\n\"results\": [");
        String separator = "\n";
        for (Comparison.Row row : comparison.rows()) {
            out.write(separator);
            write(out, row, request.threshold());
            separator = ",\n";
        }
        out.write("\n]}\n");
    }

    private static void write(Writer out, Comparison.Row row, double threshold) throws IOException {
        try (JsonGenerator json = ResultFile.generator(out)) {
            json.writeStartObject();
            json.writeStringField("benchmark", row.key().benchmark());
            json.writeObjectFieldStart("params");
            for (var param : row.key().params().entrySet()) {
                json.writeStringField(param.getKey(), param.getValue());
            }
            json.writeEndObject();
            json.writeStringField("unit", row.unit());
            write(json, "base", row.base());
            write(json, "head", row.head());
            if (row.ratio().isPresent()) {
                PairedRatio ratio = row.ratio().get();
                write(json, "ratio", Arrays.asList(ratio.ratio(), ratio.low(), ratio.high()));
            }
            json.writeStringField("verdict", row.verdict(threshold));
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, String field, List<Double> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (double value : values) {
            if (Double.isFinite(value)) {
                json.writeNumber(ResultFile.rounded(value));
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
