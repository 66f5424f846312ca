package org.setol.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.setol.analysis.Setol;
import org.setol.analysis.report.ModelReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code setol analyze}: the main job. */
@Command(
        name = "analyze",
        description = "Spectrum, power-law fit and metrics of every weight matrix, with a summary.",
        footer = {
            "",
            "Examples:",
            "  setol analyze model.safetensors",
            "  setol analyze --detx -o report.csv --save-spectra spectra.npz model-folder",
            "  setol analyze --layers '*attention*' --layers '!0-3' --format json m.onnx",
            "",
            "Exit codes: 0 ok (skipped layers are listed), 2 bad input or usage,",
            "3 internal error, 130 interrupted."
        })
final class AnalyzeCommand implements Callable<Integer>, Verbosity {

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            converter = FileName.OfModel.class,
            description =
                    "A model: safetensors, ONNX, PyTorch zip checkpoint, npz or npy (the content decides, not the name);"
                            + " a folder in Hugging Face layout; a sharded index .json.")
    private List<Path> models = List.of();

    @Mixin
    private final LayerSelection layers = new LayerSelection();

    @Mixin
    private final AnalysisSettings settings = new AnalysisSettings();

    @Mixin
    private final ReportOutput output = new ReportOutput();

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
        PrintWriter err = spec.commandLine().getErr();
        output.check(models);
        try (ReportOutput.Places places = output.open();
                Setol setol = Setol.open(settings.options(layers))) {
            List<ModelReport> reports = new ArrayList<>();
            for (Path model : models) {
                ModelReport report = setol.analyze(model, talk.progress());
                talk.after(report, err);
                reports.add(report);
            }
            places.write(reports, spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }
}
