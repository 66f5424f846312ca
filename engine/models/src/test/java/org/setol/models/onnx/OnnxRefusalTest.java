package org.setol.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.ModelException;
import org.setol.models.MutationFuzz;
import org.setol.models.MutationFuzz.Seed;

final class OnnxRefusalTest extends OnnxModelTest {

    static Stream<Arguments> contradictoryTensors() {
        long huge = 1L << 33;
        return Stream.of(
                Arguments.of("unknown data type 99", Wire.tensor("w", 99, 2, 2).bytes(9, new byte[16])),
                Arguments.of("unknown data type 0", Wire.message().text(8, "w")),
                Arguments.of("has no data", Wire.tensor("w", 1, 2, 2)),
                Arguments.of("needs 16", Wire.tensor("w", 1, 2, 2).bytes(9, new byte[15])),
                Arguments.of("needs 16", Wire.tensor("w", 1, 2, 2).bytes(9, new byte[17])),
                Arguments.of("needs 16", Wire.tensor("w", 1, 2, 2).bytes(4, new byte[12])),
                Arguments.of("needs 16", Wire.tensor("w", 1, 2, 2).fixed32(4, 1).fixed32(4, 2)),
                Arguments.of("negative length -1", Wire.tensor("w", 1, -1, 2).bytes(9, new byte[16])),
                Arguments.of("more than memory", Wire.tensor("w", 1, huge, huge).bytes(9, new byte[16])),
                Arguments.of("more than memory", Wire.tensor("w", 1, 0, huge, huge)),
                Arguments.of("more than memory", Wire.tensor("w", 11, 1L << 61).bytes(9, new byte[16])),
                Arguments.of(
                        "shape needs 1000000", Wire.tensor("w", 7, 1_000_000).bytes(7, new byte[9])),
                Arguments.of("has 3 numbers", Wire.tensor("w", 7, 2).bytes(7, new byte[3])),
                Arguments.of("has 1 numbers", Wire.tensor("w", 7, 2).bytes(7, new byte[] {-1, 1})),
                Arguments.of(
                        "data_location 7", Wire.tensor("w", 1, 1).varint(14, 7).bytes(9, new byte[4])),
                Arguments.of("names no file", Wire.tensor("w", 1, 1).varint(14, 1)));
    }

    @ParameterizedTest
    @MethodSource("contradictoryTensors")
    void aTensorThatContradictsItselfIsNamed(String problem, Wire tensor) {
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> readTensor(tensor))
                .withMessageContaining("tensor 'w'")
                .withMessageContaining(problem);
    }

    static Stream<Arguments> brokenWire() {
        return Stream.of(
                Arguments.of("without a graph", Wire.message().varint(1, 8).bytes()),
                Arguments.of(
                        "a second graph",
                        Wire.message()
                                .message(7, Wire.message())
                                .message(7, Wire.message())
                                .bytes()),
                Arguments.of(
                        "unknown wire type 3",
                        Wire.message().varint(1, 8).tag(13, 3).bytes()),
                Arguments.of(
                        "wire type 0 where 2 belongs",
                        Wire.message().varint(7, 8).bytes()),
                Arguments.of("field tag out of range", Wire.message().tag(0, 2).bytes()),
                Arguments.of("more than 10 bytes", filled((byte) -1)),
                Arguments.of(
                        "bytes where 1 are left",
                        Wire.message().tag(7, 2).bareVarint(-1).bareVarint(0).bytes()),
                Arguments.of("has no name", Wire.model(Wire.message().message(5, Wire.tensor("", 1)))),
                Arguments.of(
                        "no output",
                        Wire.model(Wire.message().message(1, Wire.constant("", Wire.floatTensor("", 1, 1))))),
                Arguments.of(
                        "more than 64 axes", Wire.model(Wire.message().message(5, Wire.tensor("w", 1, new long[65])))));
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[12];
        Arrays.fill(bytes, value);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("brokenWire")
    void aFileThatIsNoModelSaysWhatIsWrong(String problem, byte[] model) {
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(model))
                .withMessageContaining(problem)
                .withMessageContaining("model.onnx");
    }

    @Test
    void aModelCutAnywhereIsMalformed() {
        byte[] whole = smallModel();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(catchThrowableOfType(ModelException.class, () -> read(cut)))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(ModelException.Malformed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.bin", "data/../../secret.bin", "/etc/hostname", "link.bin"})
    void externalDataOutsideTheFolderIsNotOpened(String location, @TempDir Path elsewhere) throws Exception {
        Path target = Files.write(elsewhere.resolve("target.bin"), new byte[16]);
        Files.createSymbolicLink(folder.resolve("link.bin"), target);
        Wire graph = Wire.message().message(5, OnnxTensorTest.external("w", 2, 2, location, "", ""));
        assertThatExceptionOfType(ModelException.Unsafe.class)
                .isThrownBy(() -> readGraph(graph))
                .withMessageContaining("'w'")
                .withMessageContaining(location);
    }

    @Test
    void aMissingExternalFileIsNamed() {
        Wire graph = Wire.message().message(5, OnnxTensorTest.external("w", 2, 2, "lost.bin", "", ""));
        assertThatExceptionOfType(ModelException.Unreadable.class)
                .isThrownBy(() -> readGraph(graph))
                .withMessageContaining("'w'")
                .withMessageContaining("'lost.bin'");
    }

    static Stream<Arguments> externalRanges() {
        return Stream.of(
                Arguments.of("4", "16"),
                Arguments.of("9223372036854775807", "16"),
                Arguments.of("17", ""),
                Arguments.of("0", "12"),
                Arguments.of("-4", "16"),
                Arguments.of("many", "16"),
                Arguments.of("99999999999999999999", "16"));
    }

    @ParameterizedTest
    @MethodSource("externalRanges")
    void externalRangesBeyondTheFileAreMalformed(String offset, String length) throws Exception {
        Files.write(folder.resolve("w.bin"), new byte[16]);
        Wire graph = Wire.message().message(5, OnnxTensorTest.external("w", 2, 2, "w.bin", offset, length));
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> readGraph(graph))
                .withMessageContaining("'w'");
    }

    @Test
    void damagedModelsAreAnsweredSoonAndInOneLine() {
        byte[] model = smallModel();
        int[] boundaries = {2, 8, 10, 13, model.length - 30, model.length - 12};
        MutationFuzz.run(FORMAT, folder.resolve("fuzz.onnx"), List.of(new Seed(model, boundaries)), 20_260_101L);
    }

    /** Initializers in every encoding, a constant, a chain and a subgraph; the graph is the last field. */
    private static byte[] smallModel() {
        Wire then = Wire.message()
                .message(5, Wire.tensor("t", 10, 2).varint(5, 15360).varint(5, 0))
                .message(1, Wire.node("", "Identity", "t", "y"));
        Wire branch = Wire.node("if", "If", "c", "y")
                .message(5, Wire.message().text(1, "then_branch").message(6, then));
        return Wire.model(Wire.message()
                .message(1, Wire.constant("k", Wire.tensor("", 1, 1, 2).bytes(4, Wire.floats(1, 2))))
                .message(1, Wire.node("tr", "Transpose", "w", "wt"))
                .message(1, Wire.node("mm", "MatMul", "k", "z").text(1, "wt"))
                .message(1, branch)
                .message(5, Wire.floatTensor("w", 2, 3))
                .message(5, Wire.tensor("i", 7, 2).bytes(7, new byte[] {5, -1, 1})));
    }
}
