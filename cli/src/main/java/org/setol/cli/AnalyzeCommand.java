package org.setol.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code setol analyze}: the main job. */
@Command(
        name = "analyze",
        description = "Spectrum, power-law fit and metrics of every weight matrix, with a summary.",
        footer = {
            "",
            "Examples:",
            "  setol analyze model.safetensors",
            "  setol analyze --detx -o report.csv --save-spectra spectra.npz model-folder",
            "  setol analyze --setol --format json model.safetensors",
            "  setol analyze --layers '*attention*' --layers '!0-3' --format json m.onnx",
            "",
            "Exit codes: 0 ok (skipped layers are listed), 2 bad input or usage,",
            "3 internal error, 130 interrupted."
        })
final class AnalyzeCommand extends AnalysisCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            converter = FileName.OfModel.class,
            description =
                    "A model: safetensors, ONNX, PyTorch zip checkpoint, npz or npy (the content decides, not the name);"
                            + " a folder in Hugging Face layout; a sharded index .json.")
    private List<Path> models = List.of();

    @Override
    public Integer call() throws Exception {
        return analyze(models);
    }
}
