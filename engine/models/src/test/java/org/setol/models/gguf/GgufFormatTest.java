package org.setol.models.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.MutationFuzz;
import org.setol.models.MutationFuzz.Seed;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.ElementType;

/** Files as ggml's docs/gguf.md describes them, put together by hand. */
final class GgufFormatTest {

    private static final int F32 = 0;
    private static final int BF16 = 30;
    private static final int Q4_K = 12;

    @TempDir
    private Path folder;

    /** A file's header and data, little-endian. */
    private static final class Bytes {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes u32(int value) {
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
            return this;
        }

        Bytes u64(long value) {
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
            return this;
        }

        Bytes text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            u64(utf8.length);
            out.writeBytes(utf8);
            return this;
        }

        Bytes tensor(String name, int type, long offset, long... contiguousFirst) {
            text(name).u32(contiguousFirst.length);
            for (long axis : contiguousFirst) {
                u64(axis);
            }
            return u32(type).u64(offset);
        }

        Bytes floats(float... values) {
            for (float value : values) {
                u32(Float.floatToIntBits(value));
            }
            return this;
        }

        Bytes align(int to) {
            while (out.size() % to != 0) {
                out.write(0);
            }
            return this;
        }

        byte[] array() {
            return out.toByteArray();
        }
    }

    private static Bytes begin(int version, int tensors, int notes) {
        return new Bytes().u32(0x46554747).u32(version).u64(tensors).u64(notes);
    }

    /** 3 x 2 floats, 1 x 2 of bfloat16, one quantised; notes of text, numbers and a nested array; tensors at multiples of 64. */
    private static byte[] sound() {
        return begin(3, 3, 4)
                .text("general.architecture")
                .u32(8)
                .text("llama")
                .text("general.alignment")
                .u32(4)
                .u32(64)
                .text("tokens")
                .u32(9)
                .u32(8)
                .u64(2)
                .text("a")
                .text("bc")
                .text("nested")
                .u32(9)
                .u32(9)
                .u64(1)
                .u32(5)
                .u64(2)
                .u32(1)
                .u32(2)
                .tensor("blk.0.attn_q.weight", F32, 0, 2, 3)
                .tensor("norm.weight", BF16, 64, 2)
                .tensor("blk.0.ffn.weight", Q4_K, 128, 256, 2)
                .align(64)
                .floats(1, 2, 3, 4, 5, 6)
                .align(64)
                .u32(0x40003f80)
                .align(64)
                .array();
    }

    private ModelFile open(byte[] bytes) throws Exception {
        return Models.open(Files.write(folder.resolve("m.gguf"), bytes));
    }

    @Test
    void tensorsAreMappedWithTheirAxesTurnedRound() throws Exception {
        try (ModelFile model = open(sound())) {
            ModelContents contents = model.contents();
            assertThat(contents.format()).isEqualTo("gguf");
            assertThat(contents.metadata()).containsEntry("general.architecture", "llama");
            Tensor query = contents.tensors().getFirst();
            assertThat(query.name()).isEqualTo("blk.0.attn_q.weight");
            assertThat(query.shape()).containsExactly(3, 2);
            assertThat(query.data().getAtIndex(ValueLayout.JAVA_FLOAT, 4)).isEqualTo(5);
            Tensor norm = contents.tensors().getLast();
            assertThat(norm.elementType()).isEqualTo(ElementType.BFLOAT16);
            assertThat(norm.data().getAtIndex(ValueLayout.JAVA_SHORT, 1)).isEqualTo((short) 0x4000);
            assertThat(contents.unread()).hasSize(1);
            assertThat(contents.unread().getFirst().type()).isEqualTo("Q4_K");
            assertThat(contents.unread().getFirst().shape()).isEqualTo("[2, 256]");
        }
    }

    @Test
    void aFolderOfOneFileIsItsModel() throws Exception {
        Files.write(folder.resolve("m.gguf"), sound());
        Files.writeString(folder.resolve("README.md"), "a model");
        try (ModelFile model = Models.open(folder)) {
            assertThat(model.contents().tensors()).hasSize(2);
        }
    }

    private void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> open(bytes).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("m.gguf")
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNotAsDescribedIsRefused() {
        assertRefused(begin(1, 0, 0).array(), "GGUF version 1");
        assertRefused(begin(0x03000000, 0, 0).array(), "big-endian");
        assertRefused(begin(3, 1, 0).array(), "the number of tensors is 1, of which 8 bytes can hold no more than 0");
        assertRefused(
                begin(3, 1, 0).tensor("w", F32, 0, 2, 3).align(32).floats(1, 2).array(), "ends beyond the file");
        assertRefused(
                begin(3, 1, 0)
                        .tensor("w", F32, 1L << 40, 2)
                        .align(32)
                        .floats(1, 2)
                        .array(),
                "ends beyond the file");
        assertRefused(
                begin(3, 2, 0)
                        .tensor("w", F32, 0, 1)
                        .tensor("w", F32, 0, 1)
                        .align(32)
                        .floats(1, 2)
                        .array(),
                "tensor 'w' appears twice");
        assertRefused(
                begin(3, 0, 1)
                        .text("general.alignment")
                        .u32(4)
                        .u32(48)
                        .align(32)
                        .array(),
                "no power of two");
        assertRefused(begin(3, 0, 1).text("note").u32(77).u64(0).array(), "unknown type 77");
    }

    @Test
    void anEmptyModelHasNoTensors() throws Exception {
        try (ModelFile model = open(begin(2, 0, 0).array())) {
            assertThat(model.contents().tensors()).isEmpty();
        }
    }

    @Test
    void answersDamagedFilesWithContentsOrATypedError() {
        byte[] sound = sound();
        MutationFuzz.run(
                new GgufFormat(),
                Path.of("fuzz.gguf"),
                List.of(
                        new Seed(sound, 4, 8, 16, 24, 32, 52, 56, 64),
                        new Seed(begin(3, 0, 0).array(), 4, 8, 16)),
                7_011);
    }
}
