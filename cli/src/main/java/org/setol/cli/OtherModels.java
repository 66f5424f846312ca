package org.setol.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.AnalysisOptions;
import picocli.CommandLine.Option;

/** Options that name what is added to a model and subtracted from it. */
final class OtherModels {

    @Option(
            names = "--base",
            paramLabel = "MODEL",
            converter = FileName.OfModel.class,
            description = "Subtract this model's weights: the spectra of W - W_base. Layers are matched by name.")
    private @Nullable Path base;

    @Option(
            names = "--lora",
            paramLabel = "ADAPTER",
            converter = FileName.OfModel.class,
            description = "A PEFT LoRA folder. With MODEL: W + alpha/r B A. Alone: the updates alpha/r B A, from their"
                    + " factors; with --base, checked against it.")
    private @Nullable Path lora;

    boolean hasAdapter() {
        return lora != null;
    }

    AnalysisOptions of(AnalysisOptions options) {
        AnalysisOptions chosen = base == null ? options : options.withBase(base);
        return lora == null ? chosen : chosen.withLora(lora);
    }

    /** What is read beside the models. */
    List<Path> inputs() {
        Stream.Builder<Path> inputs = Stream.builder();
        if (base != null) {
            inputs.add(base);
        }
        if (lora != null) {
            inputs.add(lora);
        }
        return inputs.build().toList();
    }
}
