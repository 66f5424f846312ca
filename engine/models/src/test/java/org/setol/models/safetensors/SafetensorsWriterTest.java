package org.setol.models.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.models.ModelContents;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.Tensor;
import org.setol.models.TensorSpec;
import org.setol.models.TestFiles;
import org.setol.models.output.OutputException;
import org.setol.spectra.matrix.ElementType;

final class SafetensorsWriterTest {

    @TempDir
    private Path folder;

    /** Byte for byte what code that shares nothing with the writer lays out. */
    @Test
    void writesTheFormatToTheByte() throws IOException {
        Path target = folder.resolve("m.safetensors");
        List<TensorSpec> specs = List.of(
                new TensorSpec("b", ElementType.FLOAT16, new long[] {1, 3}),
                new TensorSpec("none", ElementType.FLOAT32, new long[] {0, 4}),
                new TensorSpec("a", ElementType.UINT8, new long[] {}));

        write(target, specs, Map.of("z", "2", "format", "pt"), bytes(0, 6), bytes(0, 0), bytes(6, 1));

        String header = "{\"__metadata__\":{\"format\":\"pt\",\"z\":\"2\"},"
                + "\"b\":{\"dtype\":\"F16\",\"shape\":[1,3],\"data_offsets\":[0,6]},"
                + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,4],\"data_offsets\":[6,6]},"
                + "\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[6,7]}}";
        String padded = header + " ".repeat(Math.floorMod(-header.length(), 8));
        assertThat(target).hasBinaryContent(TestFiles.safetensors(padded, 7));
        assertThat(folder.toFile().list()).containsExactly("m.safetensors");
    }

    @ParameterizedTest
    @EnumSource(value = ElementType.class, mode = EnumSource.Mode.EXCLUDE, names = "COMPLEX128")
    void isReadBackAsItWasWritten(ElementType type) throws Exception {
        Path target = folder.resolve("m.safetensors");
        String name = "stra\u00dfe \"\\\ud83d\ude00\u0001.weight";
        TensorSpec spec = new TensorSpec(name, type, new long[] {2, 3});

        write(target, List.of(spec), Map.of("k\u00e9y", "\u0000\u2028"), bytes(1, 6 * type.bytes()));

        try (ModelFile model = Models.open(target)) {
            ModelContents contents = model.contents();
            Tensor tensor = contents.tensors().getFirst();
            assertThat(TensorSpec.of(tensor)).isEqualTo(spec);
            assertThat(tensor.data().mismatch(bytes(1, 6 * type.bytes()))).isEqualTo(-1);
            assertThat(contents.metadata()).containsExactly(Map.entry("k\u00e9y", "\u0000\u2028"));
        }
    }

    @Test
    void gathersWhatIsNotStoredRowMajor() throws Exception {
        Path target = folder.resolve("m.safetensors");
        short[] stored = new short[24];
        for (short k = 0; k < stored.length; k++) {
            stored[k] = k;
        }
        // Rows 0 and 2 of a 4 x 6 matrix, each as 3 pairs; then its transpose.
        long[] shape = {2, 3, 2};
        long[] strides = {12, 2, 1};
        Tensor view = new Tensor("v", "", "", ElementType.INT16, shape, strides, MemorySegment.ofArray(stored));
        Tensor transposed = new Tensor(
                "t", "", "", ElementType.INT16, new long[] {6, 4}, new long[] {1, 6}, MemorySegment.ofArray(stored));
        try (SafetensorsWriter writer =
                SafetensorsWriter.open(target, List.of(TensorSpec.of(view), TensorSpec.of(transposed)), Map.of())) {
            writer.write(view);
            writer.write(transposed);
            writer.commit();
        }

        try (ModelFile model = Models.open(target)) {
            assertThat(shorts(model.contents().tensors().get(0)))
                    .containsExactly(0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17);
            assertThat(shorts(model.contents().tensors().get(1)))
                    .startsWith(0, 6, 12, 18, 1, 7)
                    .endsWith(17, 23)
                    .hasSize(24);
        }
    }

    /** More than one part of the gathering buffer (1 MiB), and not a multiple of it. */
    @Test
    void gathersLargeTensorsPartByPart() throws Exception {
        int rows = 700;
        int cols = 801;
        float[] stored = new float[rows * cols];
        for (int k = 0; k < stored.length; k++) {
            stored[k] = k;
        }
        Tensor transposed = new Tensor(
                "t",
                "",
                "",
                ElementType.FLOAT32,
                new long[] {cols, rows},
                new long[] {1, cols},
                MemorySegment.ofArray(stored));
        Path target = folder.resolve("m.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.open(target, List.of(TensorSpec.of(transposed)), Map.of())) {
            writer.write(transposed);
            writer.commit();
        }
        try (ModelFile model = Models.open(target)) {
            float[] written = model.contents().tensors().getFirst().data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
            for (int i = 0; i < cols; i++) {
                for (int j = 0; j < rows; j++) {
                    assertThat(written[i * rows + j]).isEqualTo(stored[j * cols + i]);
                }
            }
        }
    }

    @Test
    void leavesWhatWasThereAloneUntilAllIsWritten() throws IOException {
        Path target = Files.writeString(folder.resolve("m.safetensors"), "old");
        List<TensorSpec> specs = List.of(
                new TensorSpec("a", ElementType.UINT8, new long[] {2}),
                new TensorSpec("b", ElementType.UINT8, new long[] {2}));
        try (SafetensorsWriter writer = SafetensorsWriter.open(target, specs, Map.of())) {
            writer.write(bytes(0, 2));
            assertThatThrownBy(writer::commit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("1 of 2 tensors written");
        }
        assertThat(target).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("m.safetensors");
    }

    @Test
    void refusesBytesThatAreNotTheNextTensors() throws IOException {
        List<TensorSpec> specs = List.of(new TensorSpec("a", ElementType.UINT8, new long[] {2}));
        try (SafetensorsWriter writer = SafetensorsWriter.open(folder.resolve("m"), specs, Map.of())) {
            assertThatThrownBy(() -> writer.write(bytes(0, 3))).hasMessage("3 bytes for a U8 [2]");
            Tensor other = Tensor.rowMajor("x", ElementType.INT8, new long[] {2}, bytes(0, 2));
            assertThatThrownBy(() -> writer.write(other)).hasMessage("x I8 2 for a U8 [2]");
            writer.write(bytes(0, 2));
            assertThatThrownBy(() -> writer.write(bytes(0, 2))).hasMessage("2 bytes for no further tensor");
        }
    }

    @Test
    void refusesNamesAndTypesThatTheFormatHasNot() {
        TensorSpec a = new TensorSpec("a", ElementType.UINT8, new long[] {2});
        TensorSpec notes = new TensorSpec("__metadata__", ElementType.UINT8, new long[] {2});
        Path target = folder.resolve("m");
        assertThatThrownBy(() -> SafetensorsWriter.open(target, List.of(a, a), Map.of()))
                .hasMessage("the tensor name a is taken");
        assertThatThrownBy(() -> SafetensorsWriter.open(target, List.of(notes), Map.of()))
                .hasMessageContaining("is taken");
        assertThatThrownBy(() -> SafetensorsWriter.open(target, List.of(a.as(ElementType.COMPLEX128)), Map.of()))
                .hasMessage("safetensors has no type C128");
        TensorSpec broken = new TensorSpec("half \ud83d pair", ElementType.UINT8, new long[] {2});
        assertThatThrownBy(() -> SafetensorsWriter.open(target, List.of(broken), Map.of()))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("no Unicode text");
        assertThat(folder).isEmptyDirectory();
    }

    private static void write(
            Path target, List<TensorSpec> specs, Map<String, String> metadata, MemorySegment... tensors)
            throws IOException {
        try (SafetensorsWriter writer = SafetensorsWriter.open(target, specs, metadata)) {
            for (MemorySegment tensor : tensors) {
                writer.write(tensor);
            }
            writer.commit();
        }
    }

    /** Bytes counting up. */
    private static MemorySegment bytes(int from, int count) {
        byte[] bytes = new byte[count];
        for (int k = 0; k < count; k++) {
            bytes[k] = (byte) (from + k);
        }
        return MemorySegment.ofArray(bytes);
    }

    private static int[] shorts(Tensor tensor) {
        short[] values = tensor.data().toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
        int[] ints = new int[values.length];
        for (int k = 0; k < ints.length; k++) {
            ints[k] = values[k];
        }
        return ints;
    }
}
