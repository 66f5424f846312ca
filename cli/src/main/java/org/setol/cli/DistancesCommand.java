package org.setol.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.pair.DistanceMethod;
import org.setol.analysis.pair.DistanceReport;
import org.setol.models.layers.LayerRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code setol distances}: how far apart the weights of two models are. */
@Command(
        name = "distances",
        description = "How far apart the weights of two models are, layer by layer.",
        footer = {
            "",
            "Layers are matched by name, as in 'setol compare'. Matrices are compared as stored where their shapes are",
            "equal, transposed where they are each other's transpose; square ones of formats that do not agree on rows",
            "and columns the way in which they are more alike ('transposed' says so).",
            "",
            "Example:",
            "  setol distances before.safetensors after.onnx --method cka -o distances.csv"
        })
final class DistancesCommand implements Callable<Integer>, Verbosity {

    @Parameters(index = "0", paramLabel = "A", converter = FileName.OfModel.class, description = "A model.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Path left;

    @Parameters(index = "1", paramLabel = "B", converter = FileName.OfModel.class, description = "Another.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Path right;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "raw",
            converter = MethodConverter.class,
            completionCandidates = MethodConverter.class,
            description = "raw: ||A - B|| of whole tensors, and of biases; euclidean: its mean over the slices of a"
                    + " convolution; cka: ||A'B|| / sqrt(||A'A|| ||B'B||) (default: raw).")
    private DistanceMethod method = DistanceMethod.RAW;

    @Mixin
    private final Whose whose = new Whose();

    @Mixin
    private final Resources resources = new Resources();

    @Mixin
    private final LayerSelection layers = new LayerSelection();

    @Mixin
    private final PairOutput output = new PairOutput();

    @Mixin
    private final StackTraces traces = new StackTraces();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /** For picocli. */
    static final class MethodConverter extends OneOf<DistanceMethod> {
        MethodConverter() {
            super(DistanceMethod.values(), DistanceMethod::label);
        }
    }

    @Override
    public boolean isVerbose() {
        return traces.areWanted();
    }

    @Override
    public Integer call() throws Exception {
        AnalysisOptions options = options();
        try (PairOutput.Place place = output.open(List.of(left, right), options.matrixBytes());
                Setol setol = Setol.open(options)) {
            DistanceReport report = setol.distances(
                    left, right, method, StackTraces.warnings(spec.commandLine().getErr()));
            place.write(
                    (format, out) -> format.write(report, out),
                    spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    private AnalysisOptions options() {
        LayerRules rules = layers.rules(1);
        if (!rules.pool() && method == DistanceMethod.RAW) {
            throw new UsageException("--no-pool: raw distances are of whole tensors; add --method euclidean or cka");
        }
        AnalysisOptions defaults = AnalysisOptions.defaults();
        AnalysisOptions options =
                defaults.withRules(rules).withMetrics(defaults.metrics().withMode(whose.mode()));
        return resources.limit(options);
    }
}
