package org.setol.models.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.Tensor;
import org.setol.models.TensorSpec;
import org.setol.models.output.OutputFolder;
import org.setol.spectra.matrix.ElementType;

final class SafetensorsFolderWriterTest {

    @TempDir
    private Path folder;

    /** Tensors of 3, 4, 9, 0 and 2 bytes in shards of at most 8: never split, an own shard for what is longer. */
    private static final long[] LENGTHS = {3, 4, 9, 0, 2};

    @Test
    void smallModelsAreOneFileWithoutIndex() throws Exception {
        write(100);
        assertThat(folder.resolve("model").toFile().list()).containsExactly("model.safetensors");
        assertReadBack();
    }

    @Test
    void largeOnesAreShardsWithAnIndex() throws Exception {
        write(8);
        assertThat(folder.resolve("model").toFile().list())
                .containsExactlyInAnyOrder(
                        "model-00001-of-00003.safetensors",
                        "model-00002-of-00003.safetensors",
                        "model-00003-of-00003.safetensors",
                        "model.safetensors.index.json");
        assertThat(folder.resolve("model/model.safetensors.index.json"))
                .content()
                .contains("\"total_size\" : 18", "\"t2\" : \"model-00002-of-00003.safetensors\"");
        assertReadBack();
    }

    @Test
    void aModelWithoutTensorsIsAFile() throws Exception {
        try (SafetensorsFolderWriter writer =
                SafetensorsFolderWriter.open(OutputFolder.open(folder.resolve("model")), List.of(), Map.of(), 8)) {
            assertThatThrownBy(() -> writer.write(MemorySegment.ofArray(new byte[1])))
                    .isInstanceOf(IllegalArgumentException.class);
            writer.commit();
        }
        assertThat(folder.resolve("model/model.safetensors")).exists();
    }

    @Test
    void missingTensorsLeaveNothing() throws Exception {
        try (SafetensorsFolderWriter writer =
                SafetensorsFolderWriter.open(OutputFolder.open(folder.resolve("model")), specs(), Map.of(), 8)) {
            writer.write(bytes(0));
            writer.write(bytes(1));
            assertThatThrownBy(writer::commit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1 tensors are missing");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private void write(long shardBytes) throws Exception {
        try (SafetensorsFolderWriter writer = SafetensorsFolderWriter.open(
                OutputFolder.open(folder.resolve("model")), specs(), Map.of("format", "pt"), shardBytes)) {
            for (int k = 0; k < LENGTHS.length; k++) {
                writer.write(bytes(k));
            }
            writer.commit();
        }
    }

    private static List<TensorSpec> specs() {
        List<TensorSpec> specs = new ArrayList<>();
        for (int k = 0; k < LENGTHS.length; k++) {
            specs.add(new TensorSpec("t" + k, ElementType.INT8, new long[] {LENGTHS[k]}));
        }
        return specs;
    }

    private static MemorySegment bytes(int k) {
        byte[] bytes = new byte[(int) LENGTHS[k]];
        Arrays.fill(bytes, (byte) k);
        return MemorySegment.ofArray(bytes);
    }

    private void assertReadBack() throws Exception {
        try (ModelFile model = Models.open(folder.resolve("model"))) {
            List<Tensor> tensors = model.contents().tensors();
            assertThat(tensors).extracting(Tensor::name).containsExactly("t0", "t1", "t2", "t3", "t4");
            assertThat(model.contents().metadata()).containsEntry("format", "pt");
            for (int k = 0; k < LENGTHS.length; k++) {
                assertThat(tensors.get(k).data().mismatch(bytes(k))).isEqualTo(-1);
            }
        }
    }
}
