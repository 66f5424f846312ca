package org.setol.models.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.Tensor;
import org.setol.models.TensorSpec;
import org.setol.models.output.OutputException;
import org.setol.spectra.Spectrum;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.source.StridedView;

final class SyntheticModelTest {

    @TempDir
    private Path folder;

    private static final Architecture LLAMA = Architecture.named("llama-1b").orElseThrow();

    /** The number of parameters that the model cards of Llama-3.2-1B and Llama-3.1-8B state. */
    @Test
    void fullSizesAreThePublishedOnes() {
        assertThat(parameters(LLAMA)).isEqualTo(1_235_814_400L);
        assertThat(parameters(Architecture.named("llama-8b").orElseThrow())).isEqualTo(8_030_261_248L);
    }

    private static long parameters(Architecture shape) {
        return new SyntheticModel(shape, ElementType.BFLOAT16, 1, true).bytes() / Short.BYTES;
    }

    @Test
    void oneBlockHasSevenMatrices() {
        SyntheticModel block = new SyntheticModel(LLAMA.withLayers(1), ElementType.BFLOAT16, 1, false);
        assertThat(block.tensors().stream()
                        .filter(tensor -> tensor.shape().length == 2)
                        .map(TensorSpec::toString))
                .containsExactly(
                        "model.layers.0.self_attn.q_proj.weight BF16 [2048, 2048]",
                        "model.layers.0.self_attn.k_proj.weight BF16 [512, 2048]",
                        "model.layers.0.self_attn.v_proj.weight BF16 [512, 2048]",
                        "model.layers.0.self_attn.o_proj.weight BF16 [2048, 2048]",
                        "model.layers.0.mlp.gate_proj.weight BF16 [8192, 2048]",
                        "model.layers.0.mlp.up_proj.weight BF16 [8192, 2048]",
                        "model.layers.0.mlp.down_proj.weight BF16 [2048, 8192]");
    }

    @Test
    void equalSeedsGiveEqualBytes() throws Exception {
        assertThat(written("a", 7)).isEqualTo(written("b", 7)).isNotEqualTo(written("c", 8));
    }

    private Map<String, Integer> written(String name, long seed) throws Exception {
        SyntheticModel model = new SyntheticModel(tiny(), ElementType.BFLOAT16, seed, true);
        model.write(folder.resolve(name));
        try (var files = Files.list(folder.resolve(name))) {
            Map<String, Integer> contents = new TreeMap<>();
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
            assertThat(contents.keySet()).containsExactly("config.json", "model.safetensors");
            return contents;
        }
    }

    private static Architecture tiny() {
        return LLAMA.scaled(1.0 / 64).withLayers(2);
    }

    /** A matrix depends on its name, not on what else is in the model. */
    @Test
    void fewerLayersAreTheSameLayers() throws Exception {
        new SyntheticModel(tiny(), ElementType.FLOAT32, 3, true).write(folder.resolve("two"));
        new SyntheticModel(tiny().withLayers(1), ElementType.FLOAT32, 3, false).write(folder.resolve("one"));
        Map<String, float[]> two = matrices("two");
        matrices("one").forEach((name, values) -> assertThat(values).isEqualTo(two.get(name)));
    }

    private Map<String, float[]> matrices(String name) throws Exception {
        try (ModelFile file = Models.open(folder.resolve(name))) {
            return file.contents().tensors().stream()
                    .filter(tensor -> tensor.order() == 2)
                    .collect(Collectors.toMap(Tensor::name, SyntheticModelTest::float32));
        }
    }

    private static float[] float32(Tensor tensor) {
        return tensor.data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    /** Tall, wide and square, through buffers shorter than a tensor or not: exponents of good layers, deviation 0.02. */
    @Test
    void spectraLookTrained() throws Exception {
        Architecture shape = LLAMA.scaled(1.0 / 8).withLayers(1);
        new SyntheticModel(shape, ElementType.BFLOAT16, 1, false).write(folder.resolve("model"));
        int seen = 0;
        try (ModelFile file = Models.open(folder.resolve("model"))) {
            for (Tensor tensor : file.contents().tensors()) {
                if (tensor.order() == 2 && tensor.dim(0) >= shape.hidden()) {
                    int rows = (int) tensor.dim(0);
                    int cols = (int) tensor.dim(1);
                    Spectrum spectrum =
                            Spectrum.of(StridedView.rowMajor(tensor.data(), tensor.elementType(), rows, cols));
                    assertThat(PowerLaw.fit(spectrum.eigenvalues()))
                            .isInstanceOfSatisfying(
                                    PowerLawFit.class,
                                    fit -> assertThat(fit.alpha())
                                            .as(tensor.name())
                                            .isBetween(2.0, 6.0));
                    double squares = Arrays.stream(spectrum.eigenvalues()).sum();
                    // Fourth moments of Pareto squares may be infinite: a fifth holds for these seeds, and any nearly.
                    assertThat(Math.sqrt(squares / rows / cols)).isCloseTo(0.02, withPercentage(20));
                    seen++;
                }
            }
        }
        assertThat(seen).isEqualTo(5);
    }

    @Test
    void everyTypeHoldsTheSameWeights() throws Exception {
        new SyntheticModel(tiny(), ElementType.FLOAT32, 3, false).write(folder.resolve("f32"));
        new SyntheticModel(tiny(), ElementType.FLOAT16, 3, false).write(folder.resolve("f16"));
        new SyntheticModel(tiny(), ElementType.BFLOAT16, 3, false).write(folder.resolve("bf16"));
        String name = "model.layers.1.mlp.up_proj.weight";
        float[] exact = Objects.requireNonNull(matrices("f32").get(name));
        try (ModelFile half = Models.open(folder.resolve("f16"));
                ModelFile brain = Models.open(folder.resolve("bf16"))) {
            short[] f16 = tensor(half, name).data().toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
            short[] bf16 = tensor(brain, name).data().toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
            for (int i = 0; i < exact.length; i++) {
                assertThat(f16[i]).isEqualTo(Float.floatToFloat16(exact[i]));
                // Half a unit in the last place: of eight significant bits.
                assertThat((double) Float.intBitsToFloat(bf16[i] << 16))
                        .isCloseTo(exact[i], within(Math.abs(exact[i]) * 0x1p-8));
            }
        }
    }

    private static Tensor tensor(ModelFile file, String name) {
        return file.contents().tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMixtureOfExpertsReadsBack() throws Exception {
        Architecture mixture = Architecture.named("moe").orElseThrow();
        SyntheticModel model = new SyntheticModel(mixture.scaled(0.125).withLayers(2), ElementType.FLOAT16, 1, true);
        model.write(folder.resolve("moe"));
        try (ModelFile file = Models.open(folder.resolve("moe"))) {
            assertThat(file.contents().tensors().stream().map(TensorSpec::of))
                    .containsExactlyElementsOf(model.tensors());
        }
        assertThat(folder.resolve("moe/config.json"))
                .content()
                .contains("MixtralForCausalLM", "\"num_local_experts\" : 8", "\"torch_dtype\" : \"float16\"");
    }

    @Test
    void aModelThatNoDiskHoldsIsRefusedInALine() {
        Architecture wide = new Architecture("petabytes", 32, 8, 64, 2_000_000_000, 50, 1, 0, true);
        assertThatThrownBy(() -> new SyntheticModel(wide, ElementType.FLOAT32, 1, false).write(folder.resolve("huge")))
                .isInstanceOf(OutputException.class)
                .hasMessageMatching(".*huge: needs [0-9.]+ GB, its disk has [0-9.]+ GB free; choose another disk, or a"
                        + " smaller model \\(--layers, --scale\\)");
        assertThat(folder).isEmptyDirectory();
    }

    /** Whose names alone would fill the memory before anybody asks for its size. */
    @Test
    @Timeout(20)
    void anyNumberOfBlocksIsRefusedAtOnce() {
        Architecture deep = Architecture.named("llama-1b").orElseThrow().withLayers(Integer.MAX_VALUE);
        SyntheticModel model = new SyntheticModel(deep, ElementType.BFLOAT16, 1, true);
        assertThatThrownBy(() -> model.write(folder.resolve("deep")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("deep: needs ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theLengthIsThatOfAllTensors() {
        for (Architecture shape : Architecture.ALL) {
            for (int layers : new int[] {1, 2, 5}) {
                SyntheticModel model = new SyntheticModel(shape.withLayers(layers), ElementType.FLOAT32, 1, true);
                assertThat(model.bytes())
                        .isEqualTo(model.tensors().stream()
                                .mapToLong(TensorSpec::bytes)
                                .sum());
            }
        }
    }
}
