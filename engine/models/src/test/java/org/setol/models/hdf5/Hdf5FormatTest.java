package org.setol.models.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.Tensor;
import org.setol.models.TestFiles;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/** Files that h5py wrote ({@code generate.py} beside them), so that the reader is held against the format itself. */
final class Hdf5FormatTest {

    @TempDir
    private Path folder;

    @Test
    void aModelOfKeras2ComesInTheOrderOfItsLayers() throws Exception {
        try (ModelFile model = open("keras2.h5")) {
            assertThat(model.contents().format()).isEqualTo("hdf5");
            assertThat(model.contents().tensors())
                    .extracting(Tensor::name)
                    .containsExactly(
                            "model_weights/conv/conv/kernel:0",
                            "model_weights/dense_2/dense_2/kernel:0",
                            "model_weights/dense_2/dense_2/bias:0",
                            "model_weights/dense_10/dense_10/kernel:0",
                            "model_weights/embedding/embedding/embeddings:0");
            assertThat(model.contents().unread())
                    .extracting(Unread::name, Unread::reason)
                    .containsExactly(tuple("optimizer_weights/adam/m/kernel:0", "optimizer state"));
            requireRamp(tensor(model, "model_weights/dense_2/dense_2/kernel:0"), 6, 5);
        }
    }

    @ParameterizedTest
    @CsvSource({"model.weights.h5, hdf5", "stored.keras, keras", "deflated.keras, keras"})
    void theWeightsOfKeras3AreTheSameAloneAndInAnArchive(String name, String format) throws Exception {
        try (ModelFile model = open(name)) {
            assertThat(model.contents().format()).isEqualTo(format);
            assertThat(model.contents().tensors())
                    .extracting(Tensor::name)
                    .containsExactly(
                            "layers/dense/vars/0",
                            "layers/dense/vars/1",
                            "layers/dense_1/vars/0",
                            "layers/embedding/vars/0");
            requireRamp(tensor(model, "layers/dense/vars/0"), 6, 5);
            requireRamp(tensor(model, "layers/embedding/vars/0"), 20, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"layouts.h5", "version-1.10.h5", "user-block.h5"})
    void findsEveryNumberInEveryLayout(String name) throws Exception {
        try (ModelFile model = open(name)) {
            for (String whole : List.of("chunks", "gzip", "lzf", "resizable", "tall_chunk")) {
                requireRamp(tensor(model, whole), 37, 23);
            }
            requireRamp(tensor(model, "compact"), 4, 3);
            requireRamp(tensor(model, "gzip_f2"), 9, 4);
            Tensor deep = tensor(model, "deep");
            for (int k = 0; k < deep.elements(); k++) {
                assertThat(matrix(deep, 1, 120).get(0, k)).isEqualTo(k);
            }
            // Two names of one dataset: it is listed once.
            assertThat(tensors(model)).containsKey("again").doesNotContainKeys("plain", "soft", "broken");
            requireRamp(tensor(model, "again"), 37, 23);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "type_f2, FLOAT16",
        "type_f8, FLOAT64",
        "type_i1, INT8",
        "type_u2, UINT16",
        "type_i4, INT32",
        "type_i8, INT64"
    })
    void knowsTheTypesOfNumbers(String name, ElementType type) throws Exception {
        try (ModelFile model = open("layouts.h5")) {
            Tensor tensor = tensor(model, name);
            assertThat(tensor.elementType()).isEqualTo(type);
            assertThat(tensor.shape()).containsExactly(3, 4);
            assertThat(tensor.data().byteSize()).isEqualTo(12L * type.bytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "type_big_f4, big-endian",
        "complex, no plain numbers",
        "pairs, no plain numbers",
        "text, no plain numbers",
        "unwritten, never written",
        "ones, fill value",
        "lzf_fletcher, unpack",
        "masked, without one of its filters",
        "nothing, no numbers",
        "odd_floats, no plain numbers",
        "opaque/*, jHDF cannot read what is in it",
        "elsewhere, other.h5:/weights"
    })
    void listsWhatItDoesNotReadAndSaysWhy(String name, String reason) throws Exception {
        try (ModelFile model = open("layouts.h5")) {
            requireUnread(model, name, reason);
        }
    }

    private static void requireUnread(ModelFile model, String name, String reason) {
        assertThat(tensors(model)).doesNotContainKey(name);
        assertThat(model.contents().unread())
                .filteredOn(unread -> unread.name().equals(name))
                .singleElement()
                .satisfies(unread -> assertThat(unread.reason()).contains(reason));
    }

    /** jHDF gives them in a wrong order; the file of an older version has another index, which is read right. */
    @Test
    void chunksInAnExtensibleArrayAreNotRead() throws Exception {
        try (ModelFile model = open("version-1.10.h5")) {
            requireUnread(model, "growing", "wrong order");
        }
        try (ModelFile model = open("layouts.h5")) {
            requireRamp(tensor(model, "growing"), 37, 23);
        }
    }

    @Test
    void chunksThatWereNeverWrittenHoldZeros() throws Exception {
        try (ModelFile model = open("layouts.h5")) {
            Matrix holes = matrix(tensor(model, "holes"), 12, 9);
            assertThat(holes.get(3, 8)).isEqualTo(308);
            assertThat(holes.get(4, 0)).isZero();
            assertThat(holes.get(11, 8)).isZero();
        }
    }

    @Test
    void aFolderWithOneKerasModelIsThatModel() throws Exception {
        Path model = folder.resolve("tf_model.h5");
        Files.write(model, resource("keras2.h5"));
        try (ModelFile opened = Models.open(folder)) {
            assertThat(opened.contents().tensors()).hasSize(5);
        }
    }

    @Test
    void anArchiveWithoutWeightsIsRefused() throws Exception {
        Path file = folder.resolve("empty.keras");
        Files.write(file, TestFiles.zip(false, Map.of("config.json", new byte[] {'{', '}'})));
        assertThatThrownBy(() -> Models.open(file).close())
                .isInstanceOf(ModelException.Unsupported.class)
                .hasMessageContaining("model.weights.h5");
    }

    /** Every seventh byte in turn, cut or changed: an answer or one line that names the file. */
    @ParameterizedTest
    @ValueSource(strings = {"keras2.h5", "model.weights.h5", "version-1.10.h5", "deflated.keras"})
    void damagedFilesAreReadOrRefusedInOneLine(String name) throws Exception {
        byte[] sound = resource(name);
        Path file = folder.resolve(name);
        for (int at = 0; at < sound.length; at += 7) {
            byte[] damaged = at % 2 == 0 ? Arrays.copyOf(sound, at) : sound.clone();
            if (at < damaged.length) {
                damaged[at] ^= (byte) (1 << at % 8);
            }
            Files.write(file, damaged);
            try (ModelFile model = Models.open(file)) {
                assertThat(model.contents().tensors())
                        .allSatisfy(tensor -> assertThat(tensor.data().byteSize())
                                .isGreaterThanOrEqualTo(
                                        tensor.elements() * tensor.elementType().bytes()));
            } catch (ModelException e) {
                assertThat(e.getMessage())
                        .as("byte %d", at)
                        .startsWith(file + ": ")
                        .doesNotContain("\n");
            }
        }
    }

    private ModelFile open(String name) throws IOException, ModelException {
        Path file = folder.resolve(name);
        Files.write(file, resource(name));
        return Models.open(file);
    }

    private static byte[] resource(String name) {
        return TestFiles.resource(Hdf5FormatTest.class, name);
    }

    private static Tensor tensor(ModelFile model, String name) {
        return Objects.requireNonNull(tensors(model).get(name), name);
    }

    private static Map<String, Tensor> tensors(ModelFile model) {
        ModelContents contents = model.contents();
        return contents.tensors().stream().collect(Collectors.toMap(Tensor::name, tensor -> tensor));
    }

    private static void requireRamp(Tensor tensor, int rows, int cols) {
        Matrix matrix = matrix(tensor, rows, cols);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                assertThat(matrix.get(i, j)).as("%s (%d, %d)", tensor, i, j).isEqualTo(100 * i + j);
            }
        }
    }

    private static Matrix matrix(Tensor tensor, int rows, int cols) {
        StridedView view = StridedView.rowMajor(tensor.data(), tensor.elementType(), rows, cols);
        Matrix matrix = Matrix.allocate(Arena.ofAuto(), rows, cols, Precision.FLOAT64);
        view.copyTo(matrix);
        return matrix;
    }
}
