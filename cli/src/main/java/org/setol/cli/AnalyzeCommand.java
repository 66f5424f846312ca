package org.setol.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
            "  setol analyze tuned.safetensors --base original.safetensors",
            "  setol analyze --lora adapter-folder",
            "",
            "Exit codes: 0 ok (skipped layers are listed), 1 a --fail-on holds, 2 bad input or usage,",
            "3 internal error, 130 interrupted."
        })
final class AnalyzeCommand extends AnalysisCommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL",
            description =
                    "A model: safetensors, ONNX, PyTorch zip checkpoint, npz, npy, GGUF, HDF5 or Keras (the content decides,"
                            + " not the name);"
                            + " a folder in Hugging Face layout; a sharded index .json. None with --lora: the adapter alone.")
    private List<String> names = List.of();

    @Mixin
    private final OtherModels others = new OtherModels();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (names.isEmpty() && !others.hasAdapter()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'MODEL'");
        }
        List<Path> models = names.stream().map(this::model).toList();
        return models.isEmpty() ? analyzeAdapter(others) : analyze(models, others);
    }

    /** Not by picocli, which says of a name that cannot be converted, where none is needed, that it is one argument too many. */
    private Path model(String name) {
        try {
            return new FileName.OfModel().convert(name);
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), "MODEL: " + e.getMessage(), e);
        }
    }
}
