package org.setol.models.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.Tensor;
import org.setol.models.layers.Factor;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerRules;
import org.setol.models.layers.LayerType;
import org.setol.models.layers.Skipped;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

final class AdapterPlansTest {

    private static final LayerRules ANY_SIZE = LayerRules.defaults().withMinEvals(1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    private Tensor zeros(String name, long... shape) {
        long elements = LongStream.of(shape).reduce(1, Math::multiplyExact);
        return Tensor.rowMajor(name, ElementType.FLOAT32, shape, arena.allocate(Float.BYTES * elements, 8));
    }

    private static ModelContents model(String format, Tensor... tensors) {
        return new ModelContents(format, List.of(tensors), List.of(), Map.of());
    }

    private List<LayerDecision> products(AdapterFiles files, Optional<ModelContents> base) throws Exception {
        try (Adapter adapter = AdapterFiles.open(files.write(folder))) {
            return AdapterPlans.of(adapter).products(ANY_SIZE, base).decisions();
        }
    }

    private List<LayerDecision> merged(AdapterFiles files, ModelContents model) throws Exception {
        try (Adapter adapter = AdapterFiles.open(files.write(folder))) {
            return AdapterPlans.of(adapter)
                    .merged(LayerPlan.of(model, ANY_SIZE), model)
                    .decisions();
        }
    }

    /** Tensor and what became of it. */
    private static String line(LayerDecision decision) {
        return decision.tensorName() + ": "
                + switch (decision) {
                    case Layer layer ->
                        layer.name() + " " + layer.type().label() + " " + layer.N() + "x" + layer.M() + " rf "
                                + layer.rf();
                    case Factor ignored -> "factor";
                    case Skipped skipped -> skipped.reason();
                };
    }

    private static String onlyReason(List<LayerDecision> decisions, String tensor) {
        return decisions.stream()
                .filter(decision -> decision.tensorName().equals(tensor))
                .map(decision -> decision instanceof Skipped skipped ? skipped.reason() : "analysed")
                .findFirst()
                .orElse("not listed");
    }

    @Test
    void everyModuleIsALayerOfTheProductsShapeAndEveryTensorIsListed() throws Exception {
        AdapterFiles files = new AdapterFiles()
                .dense("q", 4, 6, 8)
                .tensor("base_model.model.e.lora_embedding_A", 4, 100)
                .tensor("base_model.model.e.lora_embedding_B", 6, 4)
                .tensor("base_model.model.c.lora_A.weight", 4, 6, 3, 2)
                .tensor("base_model.model.c.lora_B.weight", 9, 4, 1, 1)
                .tensor("base_model.model.d.lora_A.weight", 4, 6, 5)
                .tensor("base_model.model.d.lora_B.weight", 9, 4, 1)
                .tensor("base_model.model.q.lora_B.bias", 8)
                .tensor("base_model.model.head.weight", 3, 6);

        assertThat(products(files, Optional.empty()).stream().map(AdapterPlansTest::line))
                .containsExactly(
                        "base_model.model.q.lora_A.weight: factor",
                        "base_model.model.q.lora_B.weight: q dense 8x6 rf 1",
                        "base_model.model.e.lora_embedding_A: factor",
                        "base_model.model.e.lora_embedding_B: e embedding 100x6 rf 1",
                        "base_model.model.c.lora_A.weight: factor",
                        "base_model.model.c.lora_B.weight: c conv2d 9x6 rf 6",
                        "base_model.model.d.lora_A.weight: factor",
                        "base_model.model.d.lora_B.weight: d conv1d 9x6 rf 5",
                        "base_model.model.q.lora_B.bias: 1-D: bias, scale or magnitude",
                        "base_model.model.head.weight: a whole weight that the adapter replaces");
    }

    @Test
    void theCoreIsAsLargeAsTheRankAndLimitsCountItsEigenvalues() throws Exception {
        try (Adapter adapter = AdapterFiles.open(
                new AdapterFiles().dense("q", 4, 6, 8).with("r", "4").write(folder))) {
            Layer layer = AdapterPlans.of(adapter)
                    .products(ANY_SIZE, Optional.empty())
                    .layers()
                    .getFirst();
            assertThat(layer.slices().getFirst().rows()).isEqualTo(4);
            assertThat(layer.slices().getFirst().cols()).isEqualTo(4);
            LayerPlan limited = AdapterPlans.of(adapter).products(LayerRules.defaults(), Optional.empty());
            assertThat(limited.layers()).isEmpty();
            assertThat(limited.skipped())
                    .hasSize(2)
                    .allMatch(skipped -> skipped.reason().contains("(n = 4)"));
        }
    }

    @Test
    void factorsThatDoNotFitAreTold() throws Exception {
        AdapterFiles files = new AdapterFiles()
                .dense("rank", 3, 6, 8)
                .tensor("one.lora_A.weight", 4, 6)
                .tensor("ranks.lora_A.weight", 4, 6)
                .tensor("ranks.lora_B.weight", 8, 5)
                .tensor("axes.lora_A.weight", 4, 6, 1)
                .tensor("axes.lora_B.weight", 8, 4)
                .tensor("grouped.lora_A.weight", 4, 6, 3, 3)
                .tensor("grouped.lora_B.weight", 8, 2, 1, 1)
                .tensor("volume.lora_A.weight", 4, 6, 1, 1, 1)
                .tensor("volume.lora_B.weight", 8, 4, 1, 1, 1);

        List<LayerDecision> decisions = products(files, Optional.empty());

        assertThat(decisions).hasSize(11).allMatch(Skipped.class::isInstance);
        assertThat(onlyReason(decisions, "base_model.model.rank.lora_A.weight"))
                .isEqualTo("adapter_config.json says r = 4, lora_A has 3 rows");
        assertThat(onlyReason(decisions, "one.lora_A.weight")).isEqualTo("lora_B is missing");
        assertThat(onlyReason(decisions, "ranks.lora_B.weight"))
                .isEqualTo("lora_A is 4x6, lora_B 8x5: ranks do not fit");
        assertThat(onlyReason(decisions, "axes.lora_A.weight")).contains("no factors of a matrix");
        assertThat(onlyReason(decisions, "grouped.lora_A.weight")).contains("ranks do not fit");
        assertThat(onlyReason(decisions, "volume.lora_A.weight")).contains("no factors of a matrix");
    }

    @Test
    void doraIsNamedAsTheReason() throws Exception {
        AdapterFiles files = new AdapterFiles()
                .dense("q", 4, 6, 8)
                .tensor("base_model.model.q.lora_magnitude_vector", 8)
                .with("use_dora", "true");

        assertThat(onlyReason(products(files, Optional.empty()), "base_model.model.q.lora_B.weight"))
                .contains("DoRA");
        ModelContents model = model("safetensors", zeros("q.weight", 8, 6), zeros("k.weight", 8, 6));
        List<LayerDecision> merged = merged(files, model);
        assertThat(onlyReason(merged, "q.weight")).startsWith("its update: DoRA");
        assertThat(onlyReason(merged, "k.weight")).isEqualTo("analysed");
    }

    @Test
    void againstABaseEveryMismatchIsAReason() throws Exception {
        AdapterFiles files = new AdapterFiles()
                .dense("q", 4, 6, 8)
                .dense("wide", 4, 6, 8)
                .dense("gone", 4, 6, 8)
                .dense("fc", 4, 6, 8);
        ModelContents base = model(
                "safetensors",
                zeros("model.q.weight", 8, 6),
                zeros("model.wide.weight", 8, 7),
                zeros("a.fc.weight", 8, 6),
                zeros("b.fc.weight", 8, 6));

        List<LayerDecision> decisions = products(files, Optional.of(base));

        assertThat(onlyReason(decisions, "base_model.model.q.lora_B.weight")).isEqualTo("analysed");
        assertThat(onlyReason(decisions, "base_model.model.wide.lora_B.weight"))
                .isEqualTo("its product is 8x6, the base has 8x7");
        assertThat(onlyReason(decisions, "base_model.model.gone.lora_A.weight")).isEqualTo("not in the base");
        assertThat(onlyReason(decisions, "base_model.model.fc.lora_A.weight"))
                .isEqualTo("fits several tensors of the base");
        assertThat(onlyReason(decisions, "a.fc.weight")).isEqualTo("no update in the adapter");
    }

    @Test
    void theProductIsAddedTheWayTheModelKeepsItsWeights() throws Exception {
        // All factors are ones: every element of the product is r, times alpha / r it is alpha.
        AdapterFiles files = new AdapterFiles()
                .dense("q", 4, 6, 8)
                .tensor("e.lora_embedding_A", 4, 100)
                .tensor("e.lora_embedding_B", 6, 4)
                .tensor("c.lora_A.weight", 4, 6, 3, 2)
                .tensor("c.lora_B.weight", 9, 4, 1, 1);
        ModelContents model = model(
                "safetensors",
                zeros("q.weight", 8, 6),
                zeros("e.weight", 100, 6),
                zeros("c.weight", 9, 6, 3, 2),
                zeros("rest.weight", 8, 6));

        try (Adapter adapter = AdapterFiles.open(files.write(folder))) {
            LayerPlan plan = AdapterPlans.of(adapter).merged(LayerPlan.of(model, ANY_SIZE), model);
            List<Layer> layers = plan.layers();
            assertThat(layers).hasSize(4);
            assertThat(layers.get(2).type()).isEqualTo(LayerType.CONV2D);
            assertThat(layers.get(2).slices()).hasSize(6);
            layers.subList(0, 3).forEach(layer -> layer.slices().forEach(slice -> assertAll(slice, 8)));
            assertAll(layers.get(3).slices().getFirst(), 0);
            assertThat(plan.decisions().subList(4, 10)).allMatch(Factor.class::isInstance);
        }
    }

    private static void assertAll(MatrixSource source, double expected) {
        try (Arena confined = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(confined, source.rows(), source.cols(), Precision.FLOAT64);
            source.copyTo(matrix);
            for (int i = 0; i < source.rows(); i++) {
                for (int j = 0; j < source.cols(); j++) {
                    assertThat(matrix.get(i, j)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void keptAsInOutTheProductIsTransposed() throws Exception {
        AdapterFiles files = new AdapterFiles().dense("q", 4, 6, 8).with("fan_in_fan_out", "true");
        List<LayerDecision> decisions = merged(files, model("safetensors", zeros("q.weight", 6, 8)));
        assertThat(decisions.getFirst()).isInstanceOf(Layer.class);
    }

    @Test
    void aSquareLayerOfAFormatThatDoesNotTellRowsFromColumnsIsNotGuessed() throws Exception {
        AdapterFiles files = new AdapterFiles().dense("q", 4, 6, 6);
        assertThat(onlyReason(merged(files, model("onnx", zeros("q.weight", 6, 6))), "q.weight"))
                .contains("onnx does not tell its rows from its columns");
        assertThat(onlyReason(merged(files, model("torch", zeros("q.weight", 6, 6))), "q.weight"))
                .isEqualTo("analysed");
    }

    @Test
    void wholeWeightsInTheAdapterReplaceThoseOfTheModel() throws Exception {
        AdapterFiles files =
                new AdapterFiles().dense("q", 4, 6, 8).tensor("base_model.model.head.modules_to_save.weight", 3, 6);
        ModelContents model = model("safetensors", zeros("q.weight", 8, 6), zeros("head.weight", 3, 6));
        assertThat(onlyReason(merged(files, model), "head.weight")).contains("modules_to_save");
    }

    @Test
    void anAdapterOfAChangedBaseIsNotAddedToTheOriginal() throws Exception {
        AdapterFiles files = new AdapterFiles().dense("q", 4, 6, 8).with("init_lora_weights", "\"pissa\"");
        ModelContents model = model("safetensors", zeros("q.weight", 8, 6));

        assertThatThrownBy(() -> merged(files, model))
                .isInstanceOf(ModelException.Unsupported.class)
                .hasMessageContaining("pissa");
        assertThat(products(files, Optional.empty())).anyMatch(Layer.class::isInstance);
    }
}
