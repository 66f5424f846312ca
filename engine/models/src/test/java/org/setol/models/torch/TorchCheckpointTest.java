package org.setol.models.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelFormat.Match;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.ElementType;

final class TorchCheckpointTest extends TorchModelTest {

    private static PickleWriter stateDict() {
        return PickleWriter.protocol2()
                .orderedDict()
                .op(Opcode.MARK)
                .text("layers.1.weight")
                .floats("0", 3, 4)
                .text("layers.0.weight")
                .floats("1", 12)
                .op(Opcode.SETITEMS)
                .op(Opcode.EMPTY_DICT)
                .text("_metadata")
                .orderedDict()
                .op(Opcode.SETITEM, Opcode.BUILD);
    }

    @Test
    void aStateDictKeepsItsOrder() throws Exception {
        ModelContents contents = read(stateDict());
        assertThat(names(contents)).containsExactly("layers.1.weight", "layers.0.weight");
        assertThat(contents.tensors().getFirst().shape()).containsExactly(3, 4);
        assertThat(contents.tensors().getFirst().strides()).containsExactly(4, 1);
        assertThat(contents.unread()).isEmpty();
        assertThat(contents.metadata()).containsEntry("archive_version", "3");
    }

    @Test
    void storedNumbersAreSlicesOfTheFile() throws Exception {
        MappedFile file = mapped(Checkpoint.of(stateDict().stop())
                .floats("0", 12)
                .floats("1", 12)
                .zip());
        Tensor tensor = FORMAT.read(file, arena).tensors().getFirst();
        assertThat(floats(tensor)).containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f);
        assertThat(tensor.data().asOverlappingSlice(file.bytes())).isPresent();
        assertThat(tensor.data().address() % 64).isZero();
    }

    @Test
    void deflatedNumbersAreInflated() throws Exception {
        byte[] zeros = new byte[48];
        zeros[0] = 1;
        ModelContents contents =
                read(Checkpoint.of(stateDict().stop()).floats("0", 12).deflated("archive/data/1", zeros));
        assertThat(contents.tensors().get(1).data().toArray(ValueLayout.JAVA_BYTE))
                .isEqualTo(zeros);
    }

    @Test
    void viewsOfOneStorageShareItsBytes() throws Exception {
        ModelContents contents = read(PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT, Opcode.MARK)
                .text("whole")
                .tensor("FloatStorage", "0", 12, 0, new long[] {3, 4}, new long[] {4, 1})
                .text("transposed")
                .tensor("FloatStorage", "0", 12, 0, new long[] {4, 3}, new long[] {1, 4})
                .text("column")
                .tensor("FloatStorage", "0", 12, 1, new long[] {3}, new long[] {4})
                .op(Opcode.SETITEMS));
        Tensor transposed = contents.tensors().get(1);
        Tensor column = contents.tensors().get(2);
        assertThat(transposed.strides()).containsExactly(1, 4);
        assertThat(transposed.data().address())
                .isEqualTo(contents.tensors().get(0).data().address());
        assertThat(column.data().byteSize()).isEqualTo(9 * 4);
        assertThat(floats(column).getFirst()).isEqualTo(1f);
        assertThat(floats(column).getLast()).isEqualTo(9f);
    }

    @ParameterizedTest
    @CsvSource({
        "DoubleStorage, FLOAT64",
        "HalfStorage, FLOAT16",
        "BFloat16Storage, BFLOAT16",
        "LongStorage, INT64",
        "IntStorage, INT32",
        "ShortStorage, INT16",
        "CharStorage, INT8",
        "ByteStorage, UINT8",
        "BoolStorage, BOOL",
        "ComplexFloatStorage, COMPLEX64",
        "ComplexDoubleStorage, COMPLEX128"
    })
    void everyStorageClassHasItsElementType(String storage, ElementType type) throws Exception {
        byte[] pickle = PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT)
                .text("t")
                .tensor(storage, "0", 3, 0, new long[] {3}, new long[] {1})
                .op(Opcode.SETITEM)
                .stop();
        Tensor tensor = read(Checkpoint.of(pickle).storage("0", new byte[3 * type.bytes()]))
                .tensors()
                .getFirst();
        assertThat(tensor.elementType()).isEqualTo(type);
        assertThat(tensor.data().byteSize()).isEqualTo(3L * type.bytes());
    }

    @ParameterizedTest
    @CsvSource({"float8_e4m3fn, FLOAT8_E4M3", "float8_e5m2, FLOAT8_E5M2", "uint16, UINT16", "uint64, UINT64"})
    void typesWithoutAStorageClassComeFromTheTensor(String dtype, ElementType type) throws Exception {
        byte[] pickle = untyped(dtype, 4L * type.bytes()).stop();
        Tensor tensor = read(Checkpoint.of(pickle).storage("0", new byte[4 * type.bytes()]))
                .tensors()
                .getFirst();
        assertThat(tensor.elementType()).isEqualTo(type);
        assertThat(tensor.elements()).isEqualTo(4);
    }

    private static PickleWriter untyped(String dtype, long bytes) {
        return PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT)
                .text("t")
                .global("torch._utils", "_rebuild_tensor_v3")
                .op(Opcode.MARK)
                .op(Opcode.MARK)
                .text("storage")
                .global("torch.storage", "UntypedStorage")
                .text("0")
                .text("cpu")
                .integer(bytes)
                .op(Opcode.TUPLE, Opcode.BINPERSID)
                .integer(0)
                .integers(2, 2)
                .integers(2, 1)
                .op(Opcode.NEWFALSE)
                .orderedDict()
                .global("torch", dtype)
                .op(Opcode.EMPTY_DICT, Opcode.TUPLE, Opcode.REDUCE, Opcode.SETITEM);
    }

    @Test
    void anElementTypeThatIsNotKnownIsListed() throws Exception {
        ModelContents contents = read(untyped("float8_e4m3fnuz", 4));
        assertThat(contents.tensors()).isEmpty();
        assertThat(contents.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.name()).isEqualTo("t");
            assertThat(unread.shape()).isEqualTo("2x2");
            assertThat(unread.type()).isEqualTo("torch.float8_e4m3fnuz");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"_rebuild_qtensor", "_rebuild_sparse_tensor", "_rebuild_nested_tensor"})
    void tensorsThatAreNoPlainArraysAreListed(String function) throws Exception {
        ModelContents contents = read(PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT)
                .text("odd")
                .global("torch._utils", function)
                .op(Opcode.EMPTY_TUPLE, Opcode.REDUCE, Opcode.SETITEM));
        assertThat(contents.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.name()).isEqualTo("odd");
            assertThat(unread.reason()).contains("not read");
        });
    }

    @Test
    void anExpandedViewIsListedRatherThanBlownUp() throws Exception {
        ModelContents contents = read(PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT)
                .text("t")
                .tensor("FloatStorage", "0", 12, 0, new long[] {1L << 30, 1L << 30}, new long[] {0, 0})
                .op(Opcode.SETITEM));
        assertThat(contents.tensors()).isEmpty();
        assertThat(contents.unread().getFirst().reason()).contains("expanded view");
    }

    @Test
    void parametersAndTensorSubclassesAreTheTensorsInside() throws Exception {
        ModelContents contents = read(PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT, Opcode.MARK)
                .text("parameter")
                .global("torch._utils", "_rebuild_parameter")
                .floats("0", 12)
                .op(Opcode.NEWTRUE)
                .orderedDict()
                .op(Opcode.TUPLE3, Opcode.REDUCE)
                .text("subclass")
                .global("torch._tensor", "_rebuild_from_type_v2")
                .op(Opcode.MARK)
                .global("torch._utils", "_rebuild_tensor_v2")
                .global("my.tensors", "Weight")
                .op(Opcode.MARK)
                .storage("FloatStorage", "1", 12)
                .integer(0)
                .integers(12)
                .integers(1)
                .op(Opcode.TUPLE, Opcode.EMPTY_DICT, Opcode.TUPLE, Opcode.REDUCE)
                .op(Opcode.SETITEMS));
        assertThat(names(contents)).containsExactly("parameter", "subclass");
    }

    @Test
    void scalarsAndEmptyTensorsAreRead() throws Exception {
        ModelContents contents = read(PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT, Opcode.MARK)
                .text("scalar")
                .tensor("FloatStorage", "0", 12, 11, new long[0], new long[0])
                .text("empty")
                .tensor("FloatStorage", "0", 12, 12, new long[] {0, 5}, new long[] {5, 1})
                .op(Opcode.SETITEMS));
        assertThat(floats(contents.tensors().get(0))).containsExactly(11f);
        assertThat(contents.tensors().get(1).data().byteSize()).isZero();
    }

    /** Written by CPython's own pickler and zipfile; see write_checkpoints.py beside the files. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void whatPythonWritesIsRead(int protocol) throws Exception {
        byte[] file;
        try (InputStream in =
                TorchCheckpointTest.class.getResourceAsStream("lightning-protocol" + protocol + ".ckpt")) {
            file = Objects.requireNonNull(in).readAllBytes();
        }
        ModelContents contents = FORMAT.read(mapped(file), arena);
        assertThat(names(contents)).containsExactly("net.fc.weight", "net.fc.bias", "net.tied.weight");
        assertThat(contents.tensors().get(0).shape()).containsExactly(2, 3);
        assertThat(floats(contents.tensors().get(0))).containsExactly(0f, 0.5f, 1f, 1.5f, 2f, 2.5f);
        assertThat(contents.tensors().get(1).elementType()).isEqualTo(ElementType.FLOAT16);
        assertThat(contents.tensors().get(2).data().address())
                .isEqualTo(contents.tensors().get(0).data().address());
        assertThat(contents.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.name()).isEqualTo("optimizer_states.0.state.0.exp_avg");
            assertThat(unread.reason()).isEqualTo("optimizer state");
        });
    }

    @Test
    void aCheckpointIsRecognisedByItsPickleWhateverItsName() {
        byte[] zip = Checkpoint.of(stateDict().stop()).zip();
        MappedFile renamed = new MappedFile(Path.of("weights"), mapped(zip).bytes());
        assertThat(FORMAT.match(renamed)).isEqualTo(Match.CERTAIN);
        assertThat(FORMAT.match(
                        mapped(new Checkpoint().stored("a.npy", new byte[1]).zip())))
                .isEqualTo(Match.POSSIBLE);
        byte[] cut = Arrays.copyOf(zip, zip.length / 2);
        assertThat(FORMAT.match(mapped(cut))).isEqualTo(Match.POSSIBLE);
        assertThat(FORMAT.match(new MappedFile(Path.of("weights"), mapped(cut).bytes())))
                .isEqualTo(Match.NO);
    }
}
