package org.setol.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void findsTheFormatByContentWhateverTheName() throws Exception {
        Path misnamed = folder.resolve("weights.onnx");
        Files.write(misnamed, TestFiles.floatMatrices(2, 2, "a"));

        try (ModelFile model = Models.open(misnamed)) {
            assertThat(model.contents().format()).isEqualTo("safetensors");
        }
    }

    @Test
    void unmapsTheFileWhenTheModelIsClosed() throws Exception {
        Path file = folder.resolve("m.safetensors");
        Files.write(file, TestFiles.floatMatrices(2, 2, "a"));
        ModelFile model = Models.open(file);
        Tensor tensor = model.contents().tensors().getFirst();
        model.close();

        assertThatThrownBy(() -> tensor.data().get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    /** 37 x 23 float32 numbers in chunks, 3404 bytes, and others. */
    @Test
    void whatIsUnpackedIsCountedAndKeepsToALimit() throws Exception {
        Path file = folder.resolve("layouts.h5");
        Files.write(file, TestFiles.resource(ModelsTest.class, "hdf5/layouts.h5"));
        long needed;
        try (ModelFile model = Models.open(file)) {
            needed = model.unpackedBytes();
            assertThat(needed).isGreaterThan(4 * 3404);
        }
        Models.open(file, needed).close();
        assertThatThrownBy(() -> Models.open(file, needed - 1))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContaining("unpacks to")
                .hasMessageContaining("--memory");
        Path mapped = folder.resolve("m.safetensors");
        Files.write(mapped, TestFiles.floatMatrices(2, 2, "a"));
        try (ModelFile model = Models.open(mapped, 0)) {
            assertThat(model.unpackedBytes()).isZero();
        }
    }

    @Test
    void isClosedAsOftenAsOneLikes() throws Exception {
        Path file = folder.resolve("m.safetensors");
        Files.write(file, TestFiles.floatMatrices(2, 2, "a"));
        ModelFile model = Models.open(file);
        model.close();
        model.close();
    }

    /** An interrupt is for whoever waits for the analysis; to a channel it would be the end, and look like a broken disk. */
    @Test
    void opensInAThreadThatIsInterruptedAndLeavesItSo() throws Exception {
        Path file = folder.resolve("m.safetensors");
        Files.write(file, TestFiles.floatMatrices(2, 2, "a"));
        Thread.currentThread().interrupt();
        try (ModelFile model = Models.open(file)) {
            assertThat(model.contents().tensors()).hasSize(1);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void saysPreciselyWhatIsWrongWithAFileNamedAsAModel() throws IOException {
        Path file = folder.resolve("m.safetensors");
        Files.writeString(file, "<html>404</html>");

        assertThatThrownBy(() -> Models.open(file))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("header is said to have");
    }

    @Test
    void recognisesAPointerInPlaceOfTheWeights() throws IOException {
        Path file = folder.resolve("m.safetensors");
        Files.writeString(file, "version https://git-lfs.example/spec/v1\noid sha256:12\nsize 400\n");

        assertThatThrownBy(() -> Models.open(file))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContaining("git lfs pull");
    }

    @Test
    void refusesUnknownContent() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.writeString(file, "no model at all");

        assertThatThrownBy(() -> Models.open(file))
                .isInstanceOf(ModelException.Unsupported.class)
                .hasMessageContaining("notes.txt");
    }

    @Test
    void refusesMissingAndEmptyFiles() throws IOException {
        assertThatThrownBy(() -> Models.open(folder.resolve("gone.npy")))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContaining("no such file");
        Path empty = Files.createFile(folder.resolve("empty.npy"));
        assertThatThrownBy(() -> Models.open(empty))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("0 bytes");
    }

    /** 5 GiB, nearly all of it a hole that takes no disk: offsets beyond 32 bits. */
    @Test
    void mapsTensorsBeyondFourGibibytes() throws Exception {
        long big = 5L << 30;
        String header = "{\"big\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]},".formatted(big, big)
                + "\"last\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[%d,%d]}}".formatted(big, big + 2);
        Path file = folder.resolve("sparse.safetensors");
        byte[] head = TestFiles.safetensors(header, 0);
        try (var channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(head));
            channel.position(head.length + big);
            channel.write(ByteBuffer.wrap(new byte[] {7, 9}));
        }

        try (ModelFile model = Models.open(file)) {
            Tensor last = model.contents().tensors().get(1);
            assertThat(last.data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(7, 9);
        }
    }
}
