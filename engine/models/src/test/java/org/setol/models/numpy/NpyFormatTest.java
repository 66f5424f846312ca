package org.setol.models.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat.Match;
import org.setol.models.Tensor;
import org.setol.models.TestFiles;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

final class NpyFormatTest {

    private static final String FLOATS = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

    private final Arena arena = Arena.ofAuto();
    private final NpyFormat format = new NpyFormat();

    @ParameterizedTest
    @CsvSource({
        "f8, FLOAT64", "f4, FLOAT32", "f2, FLOAT16", "i8, INT64", "i4, INT32", "i2, INT16", "i1, INT8",
        "u8, UINT64", "u4, UINT32", "u2, UINT16", "u1, UINT8", "b1, BOOL", "c8, COMPLEX64", "c16, COMPLEX128"
    })
    void mapsEveryTypeThatNumPyWrites(String name, ElementType type) throws ModelException {
        Tensor tensor = fixture(name + ".npy").tensors().getFirst();

        assertThat(tensor.name()).isEqualTo(name);
        assertThat(tensor.elementType()).isEqualTo(type);
        assertThat(tensor.shape()).containsExactly(3, 4);
        assertThat(tensor.strides()).containsExactly(4, 1);
        assertThat(tensor.data().byteSize()).isEqualTo(12L * type.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8.npy", "f4.npy", "f2.npy", "fortran.npy", "version2.npy", "version3.npy"})
    void findsEveryElementWhateverTypeOrderAndVersion(String name) throws ModelException {
        Matrix matrix = matrix(fixture(name).tensors().getFirst());

        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(matrix.get(i, j)).as("%s (%d, %d)", name, i, j).isEqualTo(4 * i + j);
            }
        }
    }

    @Test
    void readsFortranOrderThroughStrides() throws ModelException {
        assertThat(fixture("fortran.npy").tensors().getFirst().strides()).containsExactly(1, 3);
    }

    @Test
    void readsScalarsVectorsAndEmptyArrays() throws ModelException {
        Tensor scalar = fixture("scalar.npy").tensors().getFirst();
        assertThat(scalar.order()).isZero();
        assertThat(scalar.data().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0)).isEqualTo(7.5f);
        assertThat(fixture("vector.npy").tensors().getFirst().shape()).containsExactly(5);
        assertThat(fixture("empty.npy").tensors().getFirst().shape()).containsExactly(0, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "big-endian.npy, big-endian, '[3, 4]', >f4",
        "objects.npy, pickle, [2], |O",
        "structured.npy, structured, [2], größe",
        "text.npy, no numbers, [2], <U2"
    })
    void listsWhatItDoesNotReadAndSaysWhatToDo(String name, String reason, String shape, String type)
            throws ModelException {
        ModelContents contents = fixture(name);

        assertThat(contents.tensors()).isEmpty();
        Unread unread = contents.unread().getFirst();
        assertThat(unread.reason()).contains(reason).contains("save");
        assertThat(unread.shape()).isEqualTo(shape);
        assertThat(unread.type()).contains(type);
    }

    @Test
    void readsHeadersOfPythonTwo() throws ModelException {
        Tensor tensor = read(npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L)}", 24));

        assertThat(tensor.shape()).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), | comma or brace|a string is missing",
                "{'descr': '<f4', 'fortran_order': False}                  | shape is missing|shape",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}     | fortran_order|True or False",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3)} | axis|shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 3)} | shape|comma",
                "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}  | '(' is missing|header",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 3)} | 2^63|shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}  | impossible|shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4)}  | needs 8 elements|24 bytes",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}    | 'descr'|twice",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'x': 1}            | 'x'|unknown",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} os.system('x')     | text follows|dict",
                "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2, 3)}         | string is missing|header",
                "{'descr': [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[, 'shape': (2, 3)}       | too deep|list",
                "{'descr': '<f4                                             | does not end|string",
                "                                                           | '{' is missing|header",
            })
    void refusesHeadersThatNumPyWouldNotWrite(String header, String naming, String andNaming) {
        assertThatThrownBy(() -> read(npy(1, header == null ? "" : header, 24)))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("'w'")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).containsAnyOf(naming, andNaming));
    }

    @Test
    void refusesSeveralArraysInOneFile() {
        assertThatThrownBy(() -> read(npy(1, FLOATS, 25)))
                .isInstanceOf(ModelException.Unsupported.class)
                .hasMessageContainingAll("1 bytes follow array 'w'", "savez");
    }

    @Test
    void refusesLaterVersions() {
        assertThatThrownBy(() -> read(npy(4, FLOATS, 24)))
                .isInstanceOf(ModelException.Unsupported.class)
                .hasMessageContaining("version 4");
    }

    @Test
    void refusesHeadersLongerThanTheFileOrThanSense() {
        byte[] sound = npy(2, FLOATS, 24);
        for (long length : new long[] {0xffffffffL, 1 << 30, 200}) {
            assertThatThrownBy(() -> read(TestFiles.patched(sound, 8, 4, length)))
                    .isInstanceOf(ModelException.Malformed.class)
                    .hasMessageContaining("header of " + length + " bytes");
        }
    }

    @Test
    void refusesFilesThatAreCutAnywhere() {
        byte[] whole = npy(1, FLOATS, 24);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(ModelException.Malformed.class);
        }
    }

    @Test
    void isRecognisedByItsMagicNumber() {
        assertThat(format.match(TestFiles.mapped("x", npy(1, FLOATS, 24), arena)))
                .isEqualTo(Match.CERTAIN);
        assertThat(format.match(TestFiles.mapped("x.npy", new byte[3], arena))).isEqualTo(Match.POSSIBLE);
        assertThat(format.match(TestFiles.mapped("x", new byte[30], arena))).isEqualTo(Match.NO);
    }

    static byte[] npy(int version, String header, int dataBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        int length = header.length();
        out.writeBytes(
                version == 1
                        ? new byte[] {(byte) length, (byte) (length >> 8)}
                        : ByteBuffer.allocate(4)
                                .putInt(Integer.reverseBytes(length))
                                .array());
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[dataBytes]);
        return out.toByteArray();
    }

    private Tensor read(byte[] bytes) throws ModelException {
        return format.read(TestFiles.mapped("w.npy", bytes, arena), arena)
                .tensors()
                .getFirst();
    }

    private ModelContents fixture(String name) throws ModelException {
        return format.read(TestFiles.mapped(name, TestFiles.resource(getClass(), name), arena), arena);
    }

    private Matrix matrix(Tensor tensor) {
        Matrix matrix = Matrix.allocate(arena, (int) tensor.dim(0), (int) tensor.dim(1), Precision.FLOAT64);
        new StridedView(
                        tensor.data(),
                        tensor.elementType(),
                        0,
                        matrix.rows(),
                        matrix.cols(),
                        tensor.stride(0),
                        tensor.stride(1))
                .copyTo(matrix);
        return matrix;
    }
}
