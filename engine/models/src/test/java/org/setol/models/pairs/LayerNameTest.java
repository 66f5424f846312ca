package org.setol.models.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.ElementType;

final class LayerNameTest {

    private static Tensor tensor(String name, String path, String operator) {
        return new Tensor(
                name, path, operator, ElementType.FLOAT32, new long[] {0, 0}, new long[] {1, 1}, MemorySegment.NULL);
    }

    @ParameterizedTest
    @CsvSource({
        "encoder.layer.0.query.weight, encoder.layer.0.query",
        "encoder/layer.0/query/kernel:0, encoder.layer.0.query",
        "conv2d_12.w_0, conv2d_12",
        "features.0.weight, features.0",
        "weight, weight",
        "fc1, fc1",
        "a..b//c, a.b.c",
        "..., ...",
    })
    void partsThatSayNoMoreThanAParameterAreDropped(String name, String key) {
        assertThat(LayerName.of(tensor(name, "", "")).key()).isEqualTo(key);
        assertThat(LayerName.of(tensor(name, "", "")).path()).isEqualTo(key);
    }

    @Test
    void theOperatorIsDroppedFromAGraphsPath() {
        LayerName matmul = LayerName.of(tensor("q.weight", "/encoder/layer.0/query/MatMul", "MatMul"));
        assertThat(matmul).isEqualTo(new LayerName("q.weight", "q", "encoder.layer.0.query"));
        assertThat(LayerName.of(tensor("x", "/block/conv/Conv_2", "Conv")).path())
                .isEqualTo("block.conv");
        assertThat(LayerName.of(tensor("x", "/block/conv/Add", "Conv")).path()).isEqualTo("block.conv.Add");
    }

    @Test
    void namesThatAnExporterMadeUpDoNotCount() {
        assertThat(LayerName.of(tensor("onnx::MatMul_1234", "/a/b/MatMul", "MatMul")))
                .isEqualTo(new LayerName("", "a.b", "a.b"));
        assertThat(LayerName.of(tensor("onnx::MatMul_1234", "", "")).tensor()).isEqualTo("onnx::MatMul_1234");
    }
}
