package org.setol.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.ElementType;

final class OnnxTensorTest extends OnnxModelTest {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static List<Float> floats(Tensor tensor) {
        MemorySegment data = tensor.data();
        return LongStream.range(0, data.byteSize() / 4)
                .mapToObj(k -> data.get(FLOAT, 4 * k))
                .toList();
    }

    private static List<Integer> bytes(Tensor tensor) {
        return IntStream.range(0, (int) tensor.data().byteSize())
                .mapToObj(k -> tensor.data().get(ValueLayout.JAVA_BYTE, k) & 0xFF)
                .toList();
    }

    @Test
    void rawDataIsASliceOfTheMapping() throws Exception {
        byte[] model = Wire.model(Wire.message().message(5, Wire.floatTensor("w", 2, 3)));
        MemorySegment mapping = mapped(model).bytes();
        var file = new MappedFile(folder.resolve("model.onnx"), mapping);
        Tensor tensor = FORMAT.read(file, arena).tensors().getFirst();
        assertThat(tensor.shape()).containsExactly(2, 3);
        assertThat(tensor.strides()).containsExactly(3, 1);
        assertThat(floats(tensor)).containsExactly(0f, 1f, 2f, 3f, 4f, 5f);
        assertThat(tensor.data().asOverlappingSlice(mapping)).isPresent();
    }

    @Test
    void packedFloatDataIsASliceOfTheMapping() throws Exception {
        var file = mapped(Wire.model(Wire.message()
                .message(5, Wire.tensor("w", 1, 2, 1).bytes(4, Wire.floats(1.5f, -2)))));
        Tensor tensor = FORMAT.read(file, arena).tensors().getFirst();
        assertThat(floats(tensor)).containsExactly(1.5f, -2f);
        assertThat(tensor.data().asOverlappingSlice(file.bytes())).isPresent();
    }

    @Test
    void scatteredFloatDataIsGatheredInOrder() throws Exception {
        Tensor tensor = readTensor(Wire.message()
                .fixed32(4, 1)
                .varint(1, 4)
                .varint(2, 1)
                .bytes(4, Wire.floats(2, 3))
                .text(8, "w")
                .fixed32(4, 4));
        assertThat(floats(tensor)).containsExactly(1f, 2f, 3f, 4f);
    }

    @Test
    void dimensionsMayBePacked() throws Exception {
        byte[] dims = Wire.message().bareVarint(2).bareVarint(3).bytes();
        Tensor tensor = readTensor(
                Wire.message().bytes(1, dims).varint(2, 1).text(8, "w").bytes(9, new byte[24]));
        assertThat(tensor.shape()).containsExactly(2, 3);
    }

    @Test
    void doublesAreReadInPlace() throws Exception {
        Tensor tensor = readTensor(Wire.tensor("w", 11, 1).bytes(10, Wire.doubles(-0.5)));
        assertThat(tensor.elementType()).isEqualTo(ElementType.FLOAT64);
        assertThat(tensor.data().get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0)).isEqualTo(-0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 5, 200, UINT8",
        "3, 5, -2, INT8",
        "4, 5, 65535, UINT16",
        "5, 5, -300, INT16",
        "6, 5, -70000, INT32",
        "7, 7, -5000000000, INT64",
        "9, 5, 1, BOOL",
        "10, 5, 15360, FLOAT16",
        "12, 11, 4000000000, UINT32",
        "13, 11, -1, UINT64",
        "16, 5, 49024, BFLOAT16",
        "17, 5, 56, FLOAT8_E4M3",
        "19, 5, 60, FLOAT8_E5M2"
    })
    void numbersKeptAsVarintsBecomeTheElementsBits(long code, int field, long value, ElementType type)
            throws Exception {
        byte[] packed = Wire.message().bareVarint(0).bareVarint(value).bytes();
        Tensor tensor = readTensor(Wire.tensor("w", code, 2, 1).bytes(field, packed));
        assertThat(tensor.elementType()).isEqualTo(type);
        Integer[] expected = new Integer[2 * type.bytes()];
        for (int k = 0; k < type.bytes(); k++) {
            expected[k] = 0;
            expected[type.bytes() + k] = (int) ((value >>> (8 * k)) & 0xFF);
        }
        assertThat(bytes(tensor)).containsExactly(expected);
    }

    @Test
    void unpackedVarintsAreRead() throws Exception {
        Tensor tensor =
                readTensor(Wire.tensor("w", 3, 3).varint(5, 1).varint(5, 2).varint(5, 3));
        assertThat(bytes(tensor)).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({"14, 4, 8", "15, 10, 16"})
    void complexNumbersHaveTwoValuesEach(long code, int field, int bytesEach) throws Exception {
        Tensor tensor = readTensor(Wire.tensor("w", code, 3).bytes(field, new byte[3 * bytesEach]));
        assertThat(tensor.elementType().bytes()).isEqualTo(bytesEach);
        assertThat(tensor.elements()).isEqualTo(3);
    }

    @Test
    void scalarsAndEmptyTensorsAreRead() throws Exception {
        Tensor scalar = readTensor(Wire.tensor("s", 1).bytes(9, Wire.floats(7)));
        assertThat(scalar.order()).isZero();
        assertThat(floats(scalar)).containsExactly(7f);
        Tensor empty = readTensor(Wire.tensor("e", 1, 0, 5));
        assertThat(empty.elements()).isZero();
        assertThat(empty.data().byteSize()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 18, 20, 21, 22, 23, 24})
    void typesTheEngineCannotMapAreListedWithTheReason(long code) throws Exception {
        ModelContents contents = readGraph(
                Wire.message().message(5, Wire.tensor("odd", code, 2, 2).bytes(9, new byte[2])));
        assertThat(contents.tensors()).isEmpty();
        assertThat(contents.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.name()).isEqualTo("odd");
            assertThat(unread.shape()).isEqualTo("2x2");
            assertThat(unread.reason()).isNotBlank();
        });
    }

    @Test
    void externalDataIsReadFromTheFileBesideTheModel() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        Files.write(folder.resolve("data/w.bin"), Wire.floats(9, 1, 2, 3, 4, 5, 6));
        ModelContents contents = readGraph(Wire.message()
                .message(5, external("a", 2, 2, "data/w.bin", "4", "16"))
                .message(5, external("b", 1, 2, "data/w.bin", "20", "")));
        assertThat(floats(contents.tensors().get(0))).containsExactly(1f, 2f, 3f, 4f);
        assertThat(floats(contents.tensors().get(1))).containsExactly(5f, 6f);
    }

    /** A download cache: the model and its data are links into one store. */
    @Test
    void externalDataBesideTheFileThatTheModelLinksToIsRead(@TempDir Path store) throws Exception {
        Wire graph = Wire.message().message(5, external("a", 1, 2, "w.bin", "", ""));
        Path model = Files.write(store.resolve("blob1"), Wire.model(graph));
        Path data = Files.write(store.resolve("blob2"), Wire.floats(7, 8));
        Files.createSymbolicLink(folder.resolve("linked.onnx"), model);
        Files.createSymbolicLink(folder.resolve("w.bin"), data);
        try (Arena arena = Arena.ofConfined()) {
            MappedFile file = MappedFile.map(folder.resolve("linked.onnx"), arena);
            ModelContents contents = new OnnxFormat().read(file, arena);
            assertThat(floats(contents.tensors().getFirst())).containsExactly(7f, 8f);
        }
    }

    @Test
    void tensorsBeyondTwoGigabytesAreReached() throws Exception {
        long gap = (1L << 31) + 5;
        byte[] last = Wire.message()
                .message(5, Wire.tensor("w", 1, 1).bytes(9, Wire.floats(42)))
                .bytes();
        byte[] big = Wire.message()
                .varint(1, 1)
                .varint(1, gap)
                .varint(2, 3)
                .text(8, "big")
                .bytes();
        byte[] bigHeader = Wire.message().tag(9, 2).bareVarint(gap).bytes();
        byte[] tensor = Wire.message()
                .tag(5, 2)
                .bareVarint(big.length + bigHeader.length + gap)
                .bytes();
        byte[] graph = Wire.message()
                .varint(1, 8)
                .tag(7, 2)
                .bareVarint(tensor.length + big.length + bigHeader.length + gap + last.length)
                .bytes();
        Path path = folder.resolve("large.onnx");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (byte[] part : List.of(graph, tensor, big, bigHeader)) {
                channel.write(ByteBuffer.wrap(part));
            }
            // The file is sparse: the gap takes no room on the disk.
            channel.write(ByteBuffer.wrap(last), channel.position() + gap);
        }
        List<Tensor> tensors = FORMAT.read(MappedFile.map(path, arena), arena).tensors();
        assertThat(tensors.get(0).data().byteSize()).isEqualTo(gap);
        assertThat(floats(tensors.get(1))).containsExactly(42f);
    }

    static Wire external(String name, int rows, int cols, String location, String offset, String length) {
        Wire tensor = Wire.tensor(name, 1, rows, cols).varint(14, 1).message(13, entry("location", location));
        if (!offset.isEmpty()) {
            tensor.message(13, entry("offset", offset));
        }
        return length.isEmpty() ? tensor : tensor.message(13, entry("length", length));
    }

    private static Wire entry(String key, String value) {
        return Wire.message().text(1, key).text(2, value);
    }
}
