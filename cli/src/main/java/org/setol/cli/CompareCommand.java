package org.setol.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.pair.ModelComparison;
import org.setol.analysis.write.PairFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code setol compare}: two models side by side. */
@Command(
        name = "compare",
        description = "Analyze two models and put every metric side by side, the layers that changed most first.",
        footer = {
            "",
            "Layers are matched by name whatever the formats: the same tensor name; else the same name without",
            "'weight', operator and punctuation; else a name that ends in the other, where only one does.",
            "Layers without a partner are listed.",
            "",
            "Example:",
            "  setol compare before.pt after.safetensors --sort stable_rank"
        })
final class CompareCommand implements Callable<Integer>, Verbosity {

    @Parameters(index = "0", paramLabel = "A", converter = FileName.OfModel.class, description = "A model.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Path left;

    @Parameters(index = "1", paramLabel = "B", converter = FileName.OfModel.class, description = "Another.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Path right;

    @Option(
            names = "--sort",
            paramLabel = "METRIC",
            defaultValue = "alpha",
            description = "The metric whose change orders the layers (default: alpha).")
    private String sort = "alpha";

    @Mixin
    private final LayerSelection layers = new LayerSelection();

    @Mixin
    private final AnalysisSettings settings = new AnalysisSettings();

    @Mixin
    private final PairOutput output = new PairOutput();

    @Mixin
    private final Talk talk = new Talk();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public boolean isVerbose() {
        return talk.isVerbose();
    }

    @Override
    public Integer call() throws Exception {
        AnalysisOptions options = settings.options(layers.rules());
        requireMetric(options);
        try (PairOutput.Place place = output.open(List.of(left, right), options.matrixBytes());
                Setol setol = Setol.open(options)) {
            ModelComparison comparison =
                    setol.compare(left, right, talk.progress(spec.commandLine().getErr()));
            talk.after(comparison.left(), spec.commandLine().getErr());
            talk.after(comparison.right(), spec.commandLine().getErr());
            place.write(
                    (format, out) -> format.write(comparison, sort, out),
                    spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    /** Before the work, which may take long. */
    private void requireMetric(AnalysisOptions options) {
        List<String> metrics = PairFormat.metrics(options);
        if (!metrics.contains(sort)) {
            throw new UsageException(
                    "--sort: '" + sort + "' is no metric of this run; there are " + String.join(", ", metrics));
        }
    }
}
