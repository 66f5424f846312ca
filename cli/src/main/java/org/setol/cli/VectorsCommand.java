package org.setol.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.setol.analysis.VectorFiles;
import org.setol.analysis.report.NamedVector;
import org.setol.analysis.write.VectorFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code setol vectors}: how arbitrary vectors are spread over their elements. */
@Command(
        name = "vectors",
        description = "Entropy, localization and participation ratio of vectors: 1-D arrays, or the rows of 2-D ones.",
        footer = {"", "Example:", "  setol vectors hidden.npy embeddings.npz --format csv"})
final class VectorsCommand implements Callable<Integer>, Verbosity {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            converter = FileName.OfModel.class,
            description = "A .npy or .npz file, or any other that models are read from.")
    private List<Path> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.class,
            defaultValue = "table",
            description = "table, csv or json (default: table).")
    private VectorFormat format = VectorFormat.TABLE;

    @Mixin
    private final StackTraces traces = new StackTraces();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /** For picocli. */
    static final class FormatConverter extends OneOf<VectorFormat> {
        FormatConverter() {
            super(VectorFormat.values(), VectorFormat::label);
        }
    }

    @Override
    public boolean isVerbose() {
        return traces.areWanted();
    }

    @Override
    public Integer call() throws Exception {
        List<NamedVector> vectors = new ArrayList<>();
        for (Path file : files) {
            vectors.addAll(VectorFiles.measure(file));
        }
        format.write(vectors, spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
