package org.setol.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.setol.models.synth.Architecture;
import org.setol.models.synth.SyntheticModel;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.metrics.MetricsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code setol synth}: something large to measure with that needs no download. */
@Command(
        name = "synth",
        description =
                "Writes a synthetic model: a real architecture's names and shapes, seeded weights with heavy-tailed"
                        + " spectra. Equal options give equal bytes.",
        footer = {
            "",
            "Examples:",
            "  setol synth --arch llama-1b --out llama",
            "  setol synth --arch llama-1b --layers 1 --no-embeddings --out block   # seven matrices",
            "  setol synth --arch moe --scale 0.25 --dtype f32 --out small"
        })
final class SynthCommand implements Callable<Integer>, Verbosity {

    private static final double GIGA = 1e9;

    /** As the user spells them. */
    enum Type {
        bf16(ElementType.BFLOAT16),
        f16(ElementType.FLOAT16),
        f32(ElementType.FLOAT32);

        private final ElementType elementType;

        Type(ElementType elementType) {
            this.elementType = elementType;
        }
    }

    @Option(
            names = "--arch",
            required = true,
            paramLabel = "NAME",
            completionCandidates = Names.class,
            converter = ArchitectureConverter.class,
            description =
                    "One of ${COMPLETION-CANDIDATES}: the shapes of Llama-3.2-1B and Llama-3-8B, and a small mixture"
                            + " of experts.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Architecture architecture;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            converter = FileName.OfNewModel.class,
            description = "A new folder, in Hugging Face layout. Appears whole or not at all.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Of the weights (default: ${DEFAULT-VALUE}).")
    private long seed = MetricsOptions.DEFAULT_SEED;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "How weights are stored: ${COMPLETION-CANDIDATES} (default: bf16).")
    private Type type = Type.bf16;

    @Option(
            names = "--layers",
            paramLabel = "K",
            converter = Positive.IntConverter.class,
            description = "So many blocks (default: the architecture's).")
    private @Nullable Integer layers;

    @Option(
            names = "--scale",
            paramLabel = "F",
            converter = FactorConverter.class,
            description = "All widths and the vocabulary times F, 0 < F <= 1 (default: 1).")
    private double scale = 1;

    @Option(names = "--no-embeddings", description = "Without the matrices over the vocabulary: blocks alone.")
    private boolean noEmbeddings;

    @Mixin
    private final StackTraces traces = new StackTraces();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /** For picocli. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Architecture.ALL.stream().map(Architecture::name).iterator();
        }
    }

    /** For picocli. */
    static final class ArchitectureConverter implements ITypeConverter<Architecture> {
        @Override
        public Architecture convert(String name) {
            return Architecture.named(name)
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of "
                            + Architecture.ALL.stream().map(Architecture::name).collect(Collectors.joining(", "))));
        }
    }

    /** For picocli. */
    static final class FactorConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                double factor = Double.parseDouble(text);
                if (factor > 0 && factor <= 1) {
                    return factor;
                }
            } catch (NumberFormatException ignored) {
                // Said below, as for numbers out of range.
            }
            throw new TypeConversionException("'" + text + "' is not a number above 0 and up to 1");
        }
    }

    @Override
    public boolean isVerbose() {
        return traces.areWanted();
    }

    @Override
    public Integer call() throws Exception {
        Architecture scaled = architecture.scaled(scale);
        Architecture shape = layers == null ? scaled : scaled.withLayers(layers);
        SyntheticModel model = new SyntheticModel(shape, type.elementType, seed, !noEmbeddings);
        model.write(out);
        long parameters = model.tensors().stream()
                .mapToLong(tensor -> Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact))
                .sum();
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.printf(
                Locale.ROOT,
                "%s: %s, %d blocks, %d tensors, %,d parameters, %.2f GB%n",
                OneLine.of(out.toString()),
                shape.name(),
                shape.layers(),
                model.tensors().size(),
                parameters,
                model.bytes() / GIGA);
        stdout.flush();
        return ExitCode.OK;
    }
}
