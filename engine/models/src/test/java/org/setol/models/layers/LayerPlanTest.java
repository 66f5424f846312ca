package org.setol.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

final class LayerPlanTest {

    private static final LayerRules ANY_SIZE = LayerRules.defaults().withMinEvals(1);

    private final Arena arena = Arena.ofAuto();

    @Test
    void decidesEveryTensorOnceInFileOrder() {
        ModelContents contents = new ModelContents(
                "test",
                List.of(
                        floats("fc1.weight", 20, 30),
                        floats("fc1.bias", 20),
                        floats("conv.weight", 12, 3, 2, 2),
                        floats("scale"),
                        tensor("ids", ElementType.INT64, 4, 4),
                        tensor("mask", ElementType.BOOL, 4, 4),
                        floats("experts", 4, 20, 30),
                        floats("volume", 2, 2, 2, 2, 2),
                        floats("none", 0, 30),
                        floats("fc2.weight", 3, 20)),
                List.of(new Unread("q", "[4, 4]", "F4", "no widening")),
                Map.of());

        LayerPlan plan = LayerPlan.of(contents, LayerRules.defaults());

        assertThat(plan.decisions())
                .map(LayerPlanTest::line)
                .containsExactly(
                        "fc1.weight F32 20x30: 0 fc1 dense 30x20 rf 1",
                        "fc1.bias F32 20: 1-D: bias or norm scale",
                        "conv.weight F32 12x3x2x2: 1 conv conv2d 12x3 rf 4",
                        "scale F32 scalar: scalar",
                        "ids I64 4x4: integer type I64",
                        "mask BOOL 4x4: BOOL is no real weight",
                        "experts F32 4x20x30: 3-D tensor without a kernel axis",
                        "volume F32 2x2x2x2x2: 5-D tensor is not supported",
                        "none F32 0x30: no elements (an axis of length 0)",
                        "fc2.weight F32 3x20: fewer than min-evals 10 eigenvalues (n = 3)",
                        "q F4 [4, 4]: no widening");
        assertThat(plan.layers()).hasSize(2);
        assertThat(plan.skipped()).hasSize(9);
    }

    @Test
    void numbersLayersBeforeLimitsAndFilters() {
        ModelContents contents = contents(
                floats("tiny", 2, 2), floats("bias", 7), floats("a", 20, 20), floats("b", 20, 20), floats("c", 20, 20));

        LayerPlan all = LayerPlan.of(contents, LayerRules.defaults());
        LayerPlan one = LayerPlan.of(contents, LayerRules.defaults().withFilter(LayerFilter.parse(List.of("c"))));

        assertThat(all.layers()).extracting(Layer::layerId).containsExactly(1, 2, 3);
        assertThat(one.layers()).extracting(Layer::layerId).containsExactly(3);
    }

    /** Names of real models. */
    @ParameterizedTest
    @CsvSource({
        "embeddings.word_embeddings.weight, embedding",
        "bert.embeddings.position_embeddings.weight, embedding",
        "model.embed_tokens.weight, embedding",
        "transformer.wte.weight, embedding",
        "wpe.weight, embedding",
        "backbone.embeddings.weight, embedding",
        "tok_embeddings.weight, embedding",
        "decoder.embed_positions.weight, embedding",
        "embedding/embeddings, embedding",
        "embedding_0.w_0, embedding",
        "shared.weight, embedding",
        "emb.weight, embedding",
        "mlp.shared_expert.weight, dense",
        "lm_head.weight, dense",
        "gpt_neox.embed_out.weight, dense",
        "time_embedding.linear_1.weight, dense",
        "encoder.embedding_hidden_mapping_in.weight, dense",
        "patch_embed.proj.weight, dense",
        "h.0.attn.c_attn.weight, dense",
        "h.0.mlp.c_fc.weight, dense",
        "block.conv1d.weight, conv1d",
        "onnx::MatMul_787, dense",
        "model.layers.0.mlp.down_proj.weight, dense"
    })
    void tellsTablesFromMapsByTheirNames(String name, String type) {
        assertThat(only(floats(name, 20, 12)).type().label()).isEqualTo(type);
    }

    @Test
    void believesTheGraphWhereThereIsOne() {
        Tensor gathered = inGraph("t_17", "/encoder/embed/Gather", "Gather", 20, 12);

        Layer layer = only(gathered);

        assertThat(layer.type()).isEqualTo(LayerType.EMBEDDING);
        assertThat(layer.longname()).isEqualTo("/encoder/embed/Gather");
        assertThat(layer.name()).isEqualTo("t_17");
    }

    /** name, operator, shape; type, N, M, rf. */
    @ParameterizedTest
    @CsvSource({
        "conv1.weight, '', 20 5 3, conv1d, 20, 5, 3",
        "mixer.conv1d.weight, '', 20 1 4, conv1d, 20, 1, 4",
        "w, Conv, 5 20 9, conv1d, 20, 5, 9",
        "conv1d/kernel, '', 3 20 32, conv1d, 32, 20, 3",
        "c.weight, '', 20 30 1, conv1d, 30, 20, 1",
        "c.weight, '', 1 20 30, conv1d, 30, 20, 1",
        "pos_embed, '', 1 20 30, embedding, 30, 20, 1",
        "conv.weight, '', 16 8 3 3, conv2d, 16, 8, 9",
        "conv.weight, '', 8 16 3 5, conv2d, 16, 8, 15",
        "depthwise, '', 16 1 3 3, conv2d, 16, 1, 9",
        "keras/kernel, '', 3 3 8 16, conv2d, 16, 8, 9",
        "keras/kernel, '', 7 5 3 16, conv2d, 16, 3, 35",
        "even, '', 3 3 3 3, conv2d, 3, 3, 9"
    })
    void findsChannelsAndKernel(String name, String operator, String shape, String type, int n, int m, int rf) {
        Layer layer = only(inGraph(name, "", operator, longs(shape)));

        assertThat(layer.type().label()).isEqualTo(type);
        assertThat(layer.N()).isEqualTo(n);
        assertThat(layer.M()).isEqualTo(m);
        assertThat(layer.rf()).isEqualTo(rf);
        assertThat(layer.slices()).hasSize(rf);
        assertThat(layer.pooledEvals()).isEqualTo((long) m * rf);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6 5 2 3", "2 3 6 5"})
    void takesOneSlicePerKernelPositionInRowMajorOrder(String shape) {
        // Element (a, b, c, d) holds abcd in base 10.
        Tensor tensor = floats("w", longs(shape));
        boolean channelsFirst = tensor.dim(0) == 6;
        int k = 0;
        for (long a = 0; a < tensor.dim(0); a++) {
            for (long b = 0; b < tensor.dim(1); b++) {
                for (long c = 0; c < tensor.dim(2); c++) {
                    for (long d = 0; d < tensor.dim(3); d++) {
                        tensor.data()
                                .setAtIndex(ValueLayout.JAVA_FLOAT, k++, (float) (1000 * a + 100 * b + 10 * c + d));
                    }
                }
            }
        }

        List<? extends MatrixSource> slices = only(tensor).slices();

        assertThat(slices).hasSize(6);
        for (int slice = 0; slice < 6; slice++) {
            int i = slice / 3;
            int j = slice % 3;
            Matrix matrix = Matrix.allocate(arena, 6, 5, Precision.FLOAT64);
            slices.get(slice).copyTo(matrix);
            for (int out = 0; out < 6; out++) {
                for (int in = 0; in < 5; in++) {
                    double expected =
                            channelsFirst ? 1000 * out + 100 * in + 10 * i + j : 1000 * i + 100 * j + 10 * out + in;
                    assertThat(matrix.get(out, in)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void readsTransposedStorageThroughItsStrides() {
        MemorySegment data = arena.allocate(4 * 6);
        for (int k = 0; k < 6; k++) {
            data.setAtIndex(ValueLayout.JAVA_FLOAT, k, k);
        }
        Tensor fortran = new Tensor("w", "", "", ElementType.FLOAT32, new long[] {2, 3}, new long[] {1, 2}, data);

        Matrix matrix = Matrix.allocate(arena, 2, 3, Precision.FLOAT64);
        only(fortran).slices().getFirst().copyTo(matrix);

        assertThat(matrix.get(1, 0)).isEqualTo(1);
        assertThat(matrix.get(0, 1)).isEqualTo(2);
        assertThat(matrix.get(1, 2)).isEqualTo(5);
    }

    @Test
    void countsPooledEigenvaluesOrThoseOfOneSlice() {
        ModelContents contents = contents(floats("conv", 6, 4, 3, 3));

        assertThat(LayerPlan.of(contents, LayerRules.defaults()).layers()).hasSize(1);
        LayerPlan single = LayerPlan.of(contents, LayerRules.defaults().withPool(false));
        assertThat(single.skipped().getFirst().reason()).contains("n = 4");
    }

    @Test
    void holdsUpperLimitsOnlyWhenAsked() {
        ModelContents contents = contents(floats("w", 200, 30));

        assertThat(reason(contents, LayerRules.defaults().withMaxEvals(29)))
                .isEqualTo("more than max-evals 29 eigenvalues (n = 30)");
        assertThat(reason(contents, LayerRules.defaults().withMaxN(199))).isEqualTo("longer than max-n 199 (N = 200)");
        LayerRules fitting = LayerRules.defaults().withMaxEvals(30).withMaxN(200);
        assertThat(LayerPlan.of(contents, fitting).layers()).hasSize(1);
    }

    @Test
    void keepsOnlyTheTypesAsked() {
        ModelContents contents = contents(floats("wte", 20, 20), floats("fc", 20, 20));

        LayerPlan plan = LayerPlan.of(contents, LayerRules.defaults().withTypes(Set.of(LayerType.DENSE)));

        assertThat(plan.layers()).extracting(Layer::name).containsExactly("fc");
        assertThat(plan.skipped().getFirst().reason()).isEqualTo("excluded by --types (embedding)");
    }

    @Test
    void refusesAxesThatAMatrixCannotHave() {
        long length = 1L + Integer.MAX_VALUE;
        // Strides of 0: one stored element seen that often.
        Tensor wide = new Tensor(
                "w", "", "", ElementType.FLOAT32, new long[] {1, length}, new long[] {0, 0}, arena.allocate(4));
        Tensor kernel = new Tensor(
                "w",
                "",
                "Conv",
                ElementType.FLOAT32,
                new long[] {1, 1, length},
                new long[] {0, 0, 0},
                arena.allocate(4));

        assertThat(reason(contents(wide), ANY_SIZE)).contains("an axis of 2147483648 is longer");
        assertThat(reason(contents(kernel), ANY_SIZE)).contains("a kernel of 2147483648 positions");
    }

    @Test
    void analysesTiedWeightsUnderBothNames() {
        Tensor table = floats("wte.weight", 20, 12);
        Tensor head = Tensor.rowMajor("lm_head.weight", ElementType.FLOAT32, table.shape(), table.data());

        assertThat(LayerPlan.of(contents(table, head), LayerRules.defaults()).layers())
                .extracting(Layer::type)
                .containsExactly(LayerType.EMBEDDING, LayerType.DENSE);
    }

    private static String line(LayerDecision decision) {
        String tensor = decision.tensorName() + " " + decision.storedAs() + " " + decision.shapeText() + ": ";
        return switch (decision) {
            case Layer layer ->
                tensor + layer.layerId() + " " + layer.name() + " "
                        + layer.type().label() + " " + layer.N() + "x" + layer.M() + " rf " + layer.rf();
            case Factor ignored -> tensor + "factor";
            case Skipped skipped -> tensor + skipped.reason();
        };
    }

    private static String reason(ModelContents contents, LayerRules rules) {
        return LayerPlan.of(contents, rules).skipped().getFirst().reason();
    }

    private static Layer only(Tensor tensor) {
        return LayerPlan.of(contents(tensor), ANY_SIZE).layers().getFirst();
    }

    private static ModelContents contents(Tensor... tensors) {
        return new ModelContents("test", List.of(tensors), new ArrayList<>(), Map.of());
    }

    private Tensor floats(String name, long... shape) {
        return inGraph(name, "", "", shape);
    }

    private Tensor inGraph(String name, String path, String operator, long... shape) {
        MemorySegment data = arena.allocate(4 * LongStream.of(shape).reduce(1, (a, b) -> a * b), 4);
        return new Tensor(name, path, operator, ElementType.FLOAT32, shape, Tensor.rowMajorStrides(shape), data);
    }

    private Tensor tensor(String name, ElementType type, long... shape) {
        return Tensor.rowMajor(name, type, shape, arena.allocate(1024));
    }

    private static long[] longs(String shape) {
        return List.of(shape.split(" ", -1)).stream().mapToLong(Long::parseLong).toArray();
    }
}
