package org.setol.models.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat.Match;
import org.setol.models.Tensor;
import org.setol.models.TestFiles;

final class NpzFormatTest {

    private static final byte[] FLOATS =
            NpyFormatTest.npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24);

    private final Arena arena = Arena.ofAuto();
    private final NpzFormat format = new NpzFormat();

    @ParameterizedTest
    @ValueSource(strings = {"plain.npz", "compressed.npz"})
    void readsWhatNumPyWrites(String name) throws ModelException {
        MappedFile file = TestFiles.mapped(name, TestFiles.resource(getClass(), name), arena);

        ModelContents contents = format.read(file, arena);

        assertThat(format.match(file)).isEqualTo(Match.CERTAIN);
        assertThat(contents.tensors()).extracting(Tensor::name).containsExactly("fc1.weight", "fc2/kernel", "step");
        assertThat(contents.tensors()).extracting(Tensor::shapeText).containsExactly("3x4", "40x30", "scalar");
        MemorySegment floats = contents.tensors().getFirst().data();
        for (int k = 0; k < 12; k++) {
            assertThat(floats.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, k)).isEqualTo(k);
        }
        assertThat(contents.tensors().get(2).data().get(ValueLayout.JAVA_LONG_UNALIGNED, 0))
                .isEqualTo(3);
    }

    @Test
    void usesStoredArraysWhereTheyLie() throws ModelException {
        MappedFile file = TestFiles.mapped("p.npz", TestFiles.resource(getClass(), "plain.npz"), arena);

        for (Tensor tensor : format.read(file, arena).tensors()) {
            assertThat(tensor.data().address())
                    .isBetween(file.bytes().address(), file.bytes().address() + file.size());
        }
    }

    @Test
    void listsMembersThatAreNoArrays() throws ModelException {
        byte[] zip =
                TestFiles.zip(true, TestFiles.members("w.npy", FLOATS, "note.txt", new byte[3], "d/", new byte[0]));
        MappedFile file = TestFiles.mapped("m.npz", zip, arena);

        ModelContents contents = format.read(file, arena);

        assertThat(format.match(file)).isEqualTo(Match.POSSIBLE);
        assertThat(contents.tensors()).extracting(Tensor::name).containsExactly("w");
        assertThat(contents.unread()).extracting(ModelContents.Unread::name).containsExactly("note.txt");
    }

    @Test
    void saysNoToOtherArchives() {
        byte[] torch = TestFiles.zip(false, TestFiles.members("m/data.pkl", new byte[9], "m/data/0", new byte[24]));

        assertThat(format.match(TestFiles.mapped("m.pt", torch, arena))).isEqualTo(Match.NO);
        assertThat(format.match(TestFiles.mapped("m.npz", new byte[40], arena))).isEqualTo(Match.NO);
    }

    @Test
    void claimsABrokenArchiveOfItsNameAndSaysWhatIsWrong() {
        byte[] whole = TestFiles.resource(getClass(), "plain.npz");
        MappedFile file = TestFiles.mapped("m.npz", Arrays.copyOf(whole, whole.length - 30), arena);

        assertThat(format.match(file)).isEqualTo(Match.POSSIBLE);
        assertThatThrownBy(() -> format.read(file, arena))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("zip directory is missing");
    }

    @Test
    void namesTheMemberThatIsNoArray() {
        byte[] zip = TestFiles.zip(true, TestFiles.members("w.npy", FLOATS, "v.npy", new byte[20]));

        assertThatThrownBy(() -> format.read(TestFiles.mapped("m.npz", zip, arena), arena))
                .isInstanceOf(ModelException.Malformed.class)
                .hasMessageContaining("array 'v'");
    }
}
