package org.setol.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.report.ModelDescription;
import org.setol.analysis.write.DescriptionFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code setol describe}: what is in a model, from its headers alone. */
@Command(
        name = "describe",
        description =
                "Tensors, shapes, types, parameters; what would be analysed, and why the rest would not. Reads headers only.")
final class DescribeCommand implements Callable<Integer>, Verbosity {

    @Parameters(
            paramLabel = "MODEL",
            converter = FileName.OfModel.class,
            description = "A model file, a folder in Hugging Face layout, or a sharded index .json.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Path model;

    @Mixin
    private final LayerSelection layers = new LayerSelection();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.class,
            defaultValue = "table",
            description = "table, csv or json (default: table).")
    private DescriptionFormat format = DescriptionFormat.TABLE;

    @Mixin
    private final StackTraces traces = new StackTraces();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /** For picocli. */
    static final class FormatConverter extends OneOf<DescriptionFormat> {
        FormatConverter() {
            super(DescriptionFormat.values(), DescriptionFormat::label);
        }
    }

    @Override
    public boolean isVerbose() {
        return traces.areWanted();
    }

    @Override
    public Integer call() throws Exception {
        try (Setol setol = Setol.open(AnalysisOptions.defaults().withRules(layers.rules()))) {
            ModelDescription description = setol.describe(
                    model, StackTraces.warnings(spec.commandLine().getErr()));
            format.write(description, spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
        }
        return ExitCode.OK;
    }
}
