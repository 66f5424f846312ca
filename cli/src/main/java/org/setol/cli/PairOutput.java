package org.setol.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.write.PairFormat;
import org.setol.models.output.OutputFile;
import picocli.CommandLine.Option;

/** Options that say where a result about two models goes and in what form; shared by compare and distances. */
final class PairOutput {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            converter = FileName.OfResult.class,
            description = "Write the result there, in the format of its suffix: txt, csv or json (default: stdout).")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.class,
            description = "table, csv or json (default: by suffix, else table).")
    private @Nullable PairFormat format;

    /** For picocli. */
    static final class FormatConverter extends OneOf<PairFormat> {
        FormatConverter() {
            super(PairFormat.values(), PairFormat::label);
        }
    }

    /** What writes a result. */
    interface Result {
        void write(PairFormat format, Appendable out) throws IOException;
    }

    /** The place of the result, opened before the work starts. */
    final class Place implements AutoCloseable {
        private final Optional<OutputFile> file;

        private Place() throws IOException {
            file = output == null ? Optional.empty() : Optional.of(OutputFile.open(output));
        }

        /** Writes the result and puts the file in its place. */
        void write(Result result, PrintWriter stdout) throws IOException {
            if (file.isPresent()) {
                Writer writer = new OutputStreamWriter(file.get().stream(), StandardCharsets.UTF_8);
                result.write(chosenFormat(), writer);
                writer.flush();
                file.get().commit();
            } else {
                result.write(chosenFormat(), stdout);
                stdout.flush();
            }
        }

        @Override
        public void close() {
            file.ifPresent(OutputFile::close);
        }
    }

    /**
     * Refuses what cannot end well, then makes the place.
     *
     * @param memory bytes that either model may take
     */
    Place open(List<Path> models, long memory) throws IOException {
        for (Path model : models) {
            ReportOutput.refuseToReplace(model, output, memory);
        }
        chosenFormat();
        return new Place();
    }

    private PairFormat chosenFormat() {
        if (format != null) {
            return format;
        }
        if (output == null) {
            return PairFormat.TABLE;
        }
        String name = String.valueOf(output.getFileName());
        return PairFormat.ofFileName(name).orElseGet(() -> withoutSuffix(name));
    }

    private static PairFormat withoutSuffix(String name) {
        if (name.contains(".")) {
            throw new UsageException(
                    name + ": its suffix names no format; add --format, or end it in .txt, .csv or .json");
        }
        return PairFormat.TABLE;
    }
}
