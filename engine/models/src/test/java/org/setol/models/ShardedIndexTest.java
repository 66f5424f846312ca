package org.setol.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardedIndexTest {

    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private Path index = Path.of("");

    @BeforeEach
    void writeTwoShards() throws IOException {
        Files.write(folder.resolve(FIRST), TestFiles.floatMatrices(2, 3, "z.weight", "b.weight"));
        Files.write(folder.resolve(SECOND), TestFiles.floatMatrices(4, 5, "a.weight"));
        index = folder.resolve("model.safetensors.index.json");
    }

    @Test
    void opensAllShardsInOrderOfTheirNamesFromTheIndexOrItsFolder() throws Exception {
        writeIndex("'a.weight':'%s','b.weight':'%s','z.weight':'%s'".formatted(SECOND, FIRST, FIRST));

        for (Path path : new Path[] {index, folder}) {
            try (ModelFile model = Models.open(path)) {
                assertThat(model.contents().format()).isEqualTo("safetensors");
                assertThat(model.contents().tensors())
                        .extracting(Tensor::name)
                        .containsExactly("z.weight", "b.weight", "a.weight");
                assertThat(model.contents().metadata())
                        .containsEntry("total_size", "128")
                        .containsEntry("format", "pt");
                assertThat(model.contents().paths())
                        .containsExactlyInAnyOrder(index, folder.resolve(FIRST), folder.resolve(SECOND));
            }
        }
    }

    @Test
    void opensShardsOfAnyFormat() throws Exception {
        byte[] array = TestFiles.resource(Class.forName("org.setol.models.numpy.NpyFormatTest"), "f4.npy");
        Files.write(folder.resolve("w.npy"), array);
        writeIndex("'w':'w.npy'");

        try (ModelFile model = Models.open(index)) {
            assertThat(model.contents().tensors()).extracting(Tensor::shapeText).containsExactly("3x4");
        }
    }

    @Test
    void listsTensorsThatTheIndexDoesNotPlace() throws Exception {
        writeIndex("'b.weight':'%s'".formatted(FIRST));

        try (ModelFile model = Models.open(index)) {
            assertThat(model.contents().tensors()).extracting(Tensor::name).containsExactly("b.weight");
            assertThat(model.contents().unread())
                    .extracting(ModelContents.Unread::name)
                    .containsExactly("z.weight");
        }
    }

    @Test
    void namesAMissingShard() throws IOException {
        Files.delete(folder.resolve(SECOND));
        writeIndex("'a.weight':'%s','b.weight':'%s'".formatted(SECOND, FIRST));

        assertThatThrownBy(() -> Models.open(index))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContainingAll("model.safetensors.index.json", SECOND, "missing", "fetch");
    }

    @Test
    void namesATensorThatItsShardLacks() throws IOException {
        writeIndex("'gone.weight':'%s','a.weight':'%s'".formatted(SECOND, SECOND));

        assertThatThrownBy(() -> Models.open(index))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContainingAll(SECOND, "'gone.weight'", "model.safetensors.index.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.safetensors", "/x.safetensors", "a/../../x.safetensors", "..\\\\x.safetensors"})
    void refusesShardsOutsideItsFolder(String shard) throws IOException {
        Files.write(folder.resolveSibling("x.safetensors"), TestFiles.floatMatrices(2, 2, "a"));
        writeIndex("'a':'%s'".formatted(shard));

        assertThatThrownBy(() -> Models.open(index))
                .isInstanceOf(ModelException.Unsafe.class)
                .hasMessageContaining("x.safetensors' lies outside the folder");
    }

    @Test
    void refusesIndexesThatNameThemselves() throws IOException {
        writeIndex("'a':'model.safetensors.index.json'");

        assertThatThrownBy(() -> Models.open(index))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("is a sharded index where a shard is needed");
    }

    @Test
    void namesTheShardThatIsBroken() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve(SECOND));
        Files.write(folder.resolve(SECOND), Arrays.copyOf(whole, whole.length - 1));
        writeIndex("'a.weight':'%s'".formatted(SECOND));

        assertThatThrownBy(() -> Models.open(index))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContainingAll(SECOND, "'a.weight'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'weight_map':[]}",
                "{'weight_map':{'a':3}}",
                "{'weight_map':{'a':'b','a':'b'}}",
                "{'weight_map':{}",
                "{'weight_map':{'a':'\\u0000'}}"
            })
    void refusesIndexesThatAreNone(String json) throws IOException {
        Files.writeString(index, json.replace('\'', '"'));

        assertThatThrownBy(() -> Models.open(index))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("model.safetensors.index.json: ");
    }

    private void writeIndex(String weightMap) throws IOException {
        String json = "{'metadata':{'total_size':128,'x':null},'weight_map':{" + weightMap + "},'other':[1]}";
        Files.writeString(index, json.replace('\'', '"'));
    }
}
