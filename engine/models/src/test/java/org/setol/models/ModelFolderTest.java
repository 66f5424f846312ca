package org.setol.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    /** Files in the folder, and the one that is the model. */
    @ParameterizedTest
    @CsvSource({
        "model.safetensors.index.json  model-00001-of-00001.safetensors  model.safetensors, model.safetensors.index.json",
        "model.safetensors.index.json  model.fp16.safetensors.index.json, model.safetensors.index.json",
        "diffusion.safetensors.index.json  a.safetensors, diffusion.safetensors.index.json",
        "model.safetensors  adapter.safetensors  pytorch_model.bin  model.onnx  config.json, model.safetensors",
        "weights.safetensors  pytorch_model.bin, weights.safetensors",
        "pytorch_model.bin.index.json  pytorch_model-00001-of-00001.bin, pytorch_model.bin.index.json",
        "pytorch_model.bin  training_args.bin  other.bin, pytorch_model.bin",
        "net.bin  training_args.bin  optimizer.pt  rng_state_0.pth, net.bin",
        "net.ckpt  README.md, net.ckpt",
        "model.onnx  model_quantized.onnx  a.pt, model.onnx",
        "other.onnx, other.onnx",
        "a.npz  b.npy  c.npy, a.npz",
        "b.npy, b.npy",
        "config.json  onnx/model.onnx  onnx/model_quantized.onnx, onnx/model.onnx",
        "a.npy  onnx/model.onnx, a.npy"
    })
    void takesTheModelAmongOtherFiles(String files, String model) throws Exception {
        write(files);

        assertThat(ModelFolder.entries(folder)).containsExactly(folder.resolve(model));
    }

    @ParameterizedTest
    @CsvSource({
        "a.onnx  b.onnx, a.onnx, b.onnx",
        "a.pt  b.ckpt, a.pt, b.ckpt",
        "a.npy  b.npy, a.npy, b.npy",
        "a.safetensors.index.json  b.safetensors.index.json, a.safetensors, b.safetensors",
        "pytorch_model-00001-of-00002.bin  pytorch_model-00002-of-00002.bin, 00001-of, 00002-of",
        "onnx/a.onnx  onnx/b.onnx, a.onnx, b.onnx"
    })
    void asksWhichOfSeveral(String files, String one, String other) throws IOException {
        write(files);

        assertThatThrownBy(() -> ModelFolder.entries(folder))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContainingAll("2 candidates", one, other, "name one of them");
    }

    @Test
    void refusesAFolderWithoutAModel() throws IOException {
        write("config.json  optimizer.pt");

        assertThatThrownBy(() -> Models.open(folder))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContainingAll(folder.toString(), "no model file");
    }

    @Test
    void refusesAFolderThatCannotBeListed() {
        assertThatThrownBy(() -> ModelFolder.entries(folder.resolve("gone")))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContaining("cannot be listed");
    }

    @Test
    void opensSeveralSafetensorsWithoutIndexAsOneModel() throws Exception {
        Files.write(folder.resolve("b.safetensors"), TestFiles.floatMatrices(2, 2, "two"));
        Files.write(folder.resolve("a.safetensors"), TestFiles.floatMatrices(2, 2, "one"));

        try (ModelFile model = Models.open(folder)) {
            assertThat(model.contents().tensors()).extracting(Tensor::name).containsExactly("one", "two");
        }
    }

    @Test
    void refusesSeveralModelsInOneFolder() throws IOException {
        Files.write(folder.resolve("a.safetensors"), TestFiles.floatMatrices(2, 2, "fc"));
        Files.write(folder.resolve("b.safetensors"), TestFiles.floatMatrices(2, 2, "fc"));

        assertThatThrownBy(() -> Models.open(folder))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContainingAll("'fc'", "a.safetensors", "b.safetensors", "name one");
    }

    @Test
    void noticesMissingShardsByTheirNumbers() throws IOException {
        write("model-00001-of-00003.safetensors  model-00003-of-00003.safetensors");

        assertThatThrownBy(() -> ModelFolder.entries(folder))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContainingAll("2 .safetensors files", "one of 00003");
    }

    private void write(String files) throws IOException {
        for (String name : files.split(" +", -1)) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, new byte[] {1});
        }
    }
}
