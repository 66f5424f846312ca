package org.setol.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat.Match;
import org.setol.models.Tensor;

final class OnnxGraphTest extends OnnxModelTest {

    private static Tensor find(ModelContents contents, String name) {
        Optional<Tensor> tensor =
                contents.tensors().stream().filter(t -> t.name().equals(name)).findFirst();
        return tensor.orElseThrow();
    }

    @Test
    void initializersComeBeforeConstantsWhateverTheirOrderOnTheWire() throws Exception {
        ModelContents contents = readGraph(Wire.message()
                .message(1, Wire.constant("c1", Wire.floatTensor("", 2, 3)))
                .message(5, Wire.floatTensor("w1", 2, 2))
                .message(1, Wire.constant("c2", Wire.floatTensor("ignored", 1, 1)))
                .message(5, Wire.floatTensor("w2", 3, 2)));
        assertThat(names(contents)).containsExactly("w1", "w2", "c1", "c2");
    }

    @Test
    void aTensorIsNamedAfterTheNodeThatUsesIt() throws Exception {
        ModelContents contents = readGraph(Wire.message()
                .message(1, Wire.node("/a/MatMul", "MatMul", "x", "y").text(1, "w"))
                .message(1, Wire.node("/b/MatMul", "MatMul", "y", "z").text(1, "w"))
                .message(5, Wire.floatTensor("w", 2, 2))
                .message(5, Wire.floatTensor("idle", 2, 2)));
        assertThat(find(contents, "w").path()).isEqualTo("/a/MatMul");
        assertThat(find(contents, "w").operator()).isEqualTo("MatMul");
        assertThat(find(contents, "idle").path()).isEmpty();
        assertThat(find(contents, "idle").operator()).isEmpty();
    }

    @Test
    void aNodeWithoutANameIsKnownByItsOutput() throws Exception {
        ModelContents contents = readGraph(Wire.message()
                .message(1, Wire.node("", "Gather", "w", "embedded"))
                .message(5, Wire.floatTensor("w", 2, 2)));
        assertThat(find(contents, "w").path()).isEqualTo("embedded");
    }

    @Test
    void chainsThatOnlyRearrangeAreLookedThrough() throws Exception {
        ModelContents contents = readGraph(Wire.message()
                .message(1, Wire.node("t", "Transpose", "w", "wt"))
                .message(1, Wire.node("c", "Cast", "wt", "wc"))
                .message(1, Wire.node("fc", "Gemm", "x", "y").text(1, "wc"))
                .message(5, Wire.floatTensor("w", 2, 2)));
        assertThat(find(contents, "w").path()).isEqualTo("fc");
        assertThat(find(contents, "w").operator()).isEqualTo("Gemm");
    }

    @Test
    void theShapeGivenToAReshapeBelongsToTheReshape() throws Exception {
        ModelContents contents = readGraph(Wire.message()
                .message(1, Wire.node("r", "Reshape", "w", "flat").text(1, "shape"))
                .message(1, Wire.node("fc", "Gemm", "flat", "y"))
                .message(5, Wire.floatTensor("w", 2, 2))
                .message(5, Wire.tensor("shape", 7, 1).varint(7, 4)));
        assertThat(find(contents, "w").operator()).isEqualTo("Gemm");
        assertThat(find(contents, "shape").operator()).isEqualTo("Reshape");
    }

    @Test
    void aChainThatRunsInACircleEnds() throws Exception {
        ModelContents contents = readGraph(Wire.message()
                .message(1, Wire.node("a", "Identity", "w", "v"))
                .message(1, Wire.node("b", "Identity", "v", "w"))
                .message(5, Wire.floatTensor("w", 2, 2)));
        assertThat(find(contents, "w").path()).isEqualTo("b");
    }

    @Test
    void tensorsOfBothBranchesAreFoundAndToldApart() throws Exception {
        Wire then = Wire.message()
                .message(5, Wire.floatTensor("w", 2, 2))
                .message(1, Wire.node("then/MatMul", "MatMul", "w", "y"));
        Wire otherwise = Wire.message()
                .message(5, Wire.floatTensor("w", 3, 3))
                .message(1, Wire.constant("k", Wire.floatTensor("", 2, 2)))
                .message(1, Wire.node("else/Gemm", "Gemm", "w", "y").text(1, "outer"));
        Wire branch = Wire.node("if", "If", "condition", "y")
                .message(5, Wire.message().text(1, "then_branch").message(6, then))
                .message(5, Wire.message().text(1, "else_branch").message(11, otherwise));
        ModelContents contents =
                readGraph(Wire.message().message(1, branch).message(5, Wire.floatTensor("outer", 4, 4)));
        assertThat(names(contents)).containsExactly("outer", "w", "w#2", "k");
        assertThat(find(contents, "w").path()).isEqualTo("then/MatMul");
        assertThat(find(contents, "w#2").path()).isEqualTo("else/Gemm");
        assertThat(find(contents, "outer").path()).isEqualTo("else/Gemm");
    }

    @Test
    void constantsOfLocalFunctionsAreFound() throws Exception {
        Wire function = Wire.message()
                .text(1, "layer")
                .message(7, Wire.constant("f", Wire.floatTensor("", 2, 2)))
                .message(7, Wire.node("inside", "Add", "f", "out"));
        byte[] model = Wire.message()
                .varint(1, 10)
                .message(7, Wire.message())
                .message(25, function)
                .bytes();
        assertThat(find(read(model), "f").path()).isEqualTo("inside");
    }

    @Test
    void sparseTensorsAreListedAsUnread() throws Exception {
        Wire sparse = Wire.message().message(1, Wire.tensor("s", 1, 1).fixed32(4, 1));
        ModelContents contents = readGraph(Wire.message().message(15, sparse));
        assertThat(contents.tensors()).isEmpty();
        assertThat(contents.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.name()).isEqualTo("s");
            assertThat(unread.reason()).contains("sparse");
        });
    }

    @Test
    void graphsNestedWithoutEndAreRefused() throws Exception {
        Wire graph = Wire.message().message(5, Wire.floatTensor("w", 1, 1));
        for (int depth = 0; depth < 3_000; depth++) {
            Wire attribute = Wire.message().text(1, "body").message(6, graph);
            graph = Wire.message()
                    .message(1, Wire.node("loop", "Loop", "x", "y").message(5, attribute));
        }
        byte[] model = Wire.model(graph);
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(model))
                .withMessageContaining("nested deeper than 50");
    }

    @Test
    void aModelIsRecognisedByItsTopLevelWhateverItsName() throws Exception {
        MappedFile model = mapped(Wire.model(Wire.message().message(5, Wire.floatTensor("w", 2, 2))));
        MappedFile renamed = new MappedFile(folder.resolve("weights.bin"), model.bytes());
        assertThat(FORMAT.match(renamed)).isEqualTo(Match.CERTAIN);
    }

    @Test
    void bytesThatAreNoModelAreNotClaimedUnlessTheNameSaysSo() throws Exception {
        MappedFile cut = mapped(new byte[] {8, 8, 0x3A, 100, 0});
        assertThat(FORMAT.match(cut)).isEqualTo(Match.POSSIBLE);
        assertThat(FORMAT.match(new MappedFile(folder.resolve("x.bin"), cut.bytes())))
                .isEqualTo(Match.NO);
        MappedFile noGraph = mapped(new byte[] {8, 8, 0x12, 0});
        assertThat(FORMAT.match(new MappedFile(folder.resolve("x.bin"), noGraph.bytes())))
                .isEqualTo(Match.NO);
    }

    @Test
    void theWritersNotesAreKept() throws Exception {
        byte[] model = Wire.message()
                .varint(1, 8)
                .text(2, "pytorch")
                .message(7, Wire.message())
                .message(14, Wire.message().text(1, "task").text(2, "reading"))
                .bytes();
        assertThat(read(model).metadata())
                .containsEntry("producer_name", "pytorch")
                .containsEntry("ir_version", "8")
                .containsEntry("task", "reading");
    }
}
