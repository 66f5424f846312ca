package org.setol.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.write.ReportFormat;
import org.setol.analysis.write.SpectraWriter;
import org.setol.models.Models;
import org.setol.models.output.OutputFile;
import picocli.CommandLine.Option;

/** Options that say where results go and in what form; shared by analyze and demo. */
final class ReportOutput {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            converter = FileName.OfResult.class,
            description =
                    "Write the report there, in the format of its suffix: txt, csv, json, jsonl or ww.csv (default: stdout).")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.class,
            description =
                    "table, csv, json, jsonl or ww-csv: WeightWatcher's columns (default: by suffix, else table).")
    private @Nullable ReportFormat format;

    @Option(
            names = "--save-spectra",
            paramLabel = "FILE.npz",
            converter = FileName.OfResult.class,
            description = "Write every layer's eigenvalues, ascending, as float64 arrays.")
    private @Nullable Path spectra;

    @Option(names = "--no-seconds", description = "Leave times out, so that equal runs give equal bytes.")
    private boolean noSeconds;

    /** For picocli. */
    static final class FormatConverter extends OneOf<ReportFormat> {
        FormatConverter() {
            super(ReportFormat.values(), ReportFormat::label);
        }
    }

    /** The places a run will write to, opened before it starts. */
    final class Places implements AutoCloseable {
        private final Optional<OutputFile> report;
        private final Optional<OutputFile> npz;

        private Places() throws IOException {
            report = open(output);
            try {
                npz = open(spectra);
            } catch (IOException e) {
                report.ifPresent(OutputFile::close);
                throw e;
            }
        }

        private static Optional<OutputFile> open(@Nullable Path path) throws IOException {
            return path == null ? Optional.empty() : Optional.of(OutputFile.open(path));
        }

        /** Writes everything asked for and puts the files in their places. */
        void write(List<ModelReport> reports, PrintWriter stdout) throws IOException {
            if (report.isPresent()) {
                Writer writer = new OutputStreamWriter(report.get().stream(), StandardCharsets.UTF_8);
                chosenFormat().write(reports, !noSeconds, writer);
                writer.flush();
            } else {
                chosenFormat().write(reports, !noSeconds, stdout);
                stdout.flush();
            }
            if (npz.isPresent()) {
                SpectraWriter.write(layers(reports), npz.get().stream());
                npz.get().commit();
            }
            if (report.isPresent()) {
                report.get().commit();
            }
        }

        private static List<LayerReport> layers(List<ModelReport> reports) {
            return reports.stream().flatMap(r -> r.layers().stream()).toList();
        }

        @Override
        public void close() {
            report.ifPresent(OutputFile::close);
            npz.ifPresent(OutputFile::close);
        }
    }

    /**
     * Refuses what cannot end well, before anything is opened.
     *
     * @param models that will be analysed
     * @param others that will be read too
     * @param memory bytes that any of them may take
     */
    void check(List<Path> models, List<Path> others, long memory) throws IOException {
        if (output != null && output.equals(spectra)) {
            throw new UsageException(output + ": named by both --output and --save-spectra; name two files");
        }
        if (spectra != null && models.size() > 1) {
            throw new UsageException("--save-spectra takes one MODEL at a time, since arrays are named as the layers");
        }
        for (Path model : Stream.concat(models.stream(), others.stream()).toList()) {
            refuseToReplace(model, output, memory);
            refuseToReplace(model, spectra, memory);
        }
        chosenFormat();
    }

    static void refuseToReplace(Path model, @Nullable Path result, long memory) throws IOException {
        if (result == null || !Files.isRegularFile(result) || !Files.exists(model)) {
            return;
        }
        Optional<Path> replaced = OutputFile.replaced(result, Models.filesOf(model, memory));
        if (replaced.isPresent()) {
            String whose = replaced.get().equals(model) ? "is the model itself" : "is a file of the model " + model;
            throw new UsageException(result + ": " + whose + ", which a result would replace; name another file");
        }
    }

    /** Whether reports have the columns of times. */
    boolean hasSeconds() {
        return !noSeconds;
    }

    Places open() throws IOException {
        return new Places();
    }

    private ReportFormat chosenFormat() {
        if (format != null) {
            return format;
        }
        if (output == null) {
            return ReportFormat.TABLE;
        }
        String name = String.valueOf(output.getFileName());
        return ReportFormat.ofFileName(name).orElseGet(() -> withoutSuffix(name));
    }

    private static ReportFormat withoutSuffix(String name) {
        if (name.contains(".")) {
            throw new UsageException(name + ": its suffix names no format; add --format, or end it in"
                    + " .txt, .csv, .json, .jsonl or .ww.csv");
        }
        return ReportFormat.TABLE;
    }
}
