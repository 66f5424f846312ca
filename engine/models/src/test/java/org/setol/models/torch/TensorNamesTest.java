package org.setol.models.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;

final class TensorNamesTest extends TorchModelTest {

    private static PickleWriter dict() {
        return PickleWriter.protocol2().op(Opcode.EMPTY_DICT, Opcode.MARK);
    }

    /** {@code {"fc": {"weight": tensor 0}}}. */
    private static PickleWriter weights(PickleWriter pickle) {
        return pickle.op(Opcode.EMPTY_DICT)
                .text("fc")
                .op(Opcode.EMPTY_DICT)
                .text("weight")
                .floats("0", 12)
                .op(Opcode.SETITEM, Opcode.SETITEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model_state_dict", "model", "module"})
    void namesAreRelativeToTheOneWrapper(String wrapper) throws Exception {
        ModelContents contents = read(weights(dict().text("epoch").integer(3).text(wrapper))
                .text("extra")
                .floats("1", 12)
                .op(Opcode.SETITEMS));
        assertThat(names(contents)).containsExactly("fc.weight", "extra");
    }

    @Test
    void twoWrappersKeepTheirNames() throws Exception {
        ModelContents contents =
                read(weights(weights(dict().text("model")).text("module")).op(Opcode.SETITEMS));
        assertThat(names(contents)).containsExactly("model.fc.weight", "module.fc.weight");
    }

    @Test
    void anyOtherKeyStaysInTheName() throws Exception {
        ModelContents contents = read(weights(dict().text("generator")).op(Opcode.SETITEMS));
        assertThat(names(contents)).containsExactly("generator.fc.weight");
    }

    @Test
    void optimizerStateIsListedAsSuch() throws Exception {
        ModelContents contents =
                read(weights(weights(dict().text("optimizer_states")).text("net"))
                        .text("optimizer_scale")
                        .floats("1", 12)
                        .op(Opcode.SETITEMS));
        assertThat(names(contents)).containsExactly("net.fc.weight", "optimizer_scale");
        assertThat(contents.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.name()).isEqualTo("optimizer_states.fc.weight");
            assertThat(unread.reason()).isEqualTo("optimizer state");
        });
    }

    @Test
    void listsAndNumbersAreNamedByTheirIndex() throws Exception {
        ModelContents contents = read(dict().text("list")
                .op(Opcode.EMPTY_LIST, Opcode.MARK)
                .op(Opcode.NONE)
                .floats("0", 12)
                .op(Opcode.APPENDS)
                .integer(7)
                .floats("1", 12)
                .op(Opcode.SETITEMS));
        assertThat(names(contents)).containsExactly("list.1", "7");
    }

    @Test
    void aTensorSavedAloneHasAName() throws Exception {
        assertThat(names(read(PickleWriter.protocol2().floats("0", 12)))).containsExactly("tensor");
    }

    @Test
    void equalNamesAreToldApart() throws Exception {
        ModelContents contents =
                read(dict().integer(7).floats("0", 12).text("7").floats("1", 12).op(Opcode.SETITEMS));
        assertThat(names(contents)).containsExactly("7", "7#2");
    }

    /** An object of a class with the attributes that stand on the stack as a dictionary. */
    private static PickleWriter object(PickleWriter pickle, String module, String name) {
        return pickle.global(module, name).op(Opcode.EMPTY_TUPLE, Opcode.NEWOBJ);
    }

    @Test
    void aWholeModuleHasTheNamesOfItsStateDict() throws Exception {
        PickleWriter pickle = object(PickleWriter.protocol2(), "my.models", "Net")
                .op(Opcode.EMPTY_DICT, Opcode.MARK)
                .text("training")
                .op(Opcode.NEWTRUE)
                .text("_modules")
                .orderedDict()
                .text("fc");
        object(pickle, "torch.nn.modules.linear", "Linear")
                .op(Opcode.EMPTY_DICT, Opcode.MARK)
                .text("_buffers")
                .orderedDict()
                .text("running_mean")
                .floats("1", 12)
                .op(Opcode.SETITEM)
                .text("_parameters")
                .orderedDict()
                .op(Opcode.MARK)
                .text("weight")
                .floats("0", 3, 4)
                .text("bias")
                .op(Opcode.NONE)
                .op(Opcode.SETITEMS)
                .op(Opcode.SETITEMS, Opcode.BUILD)
                .op(Opcode.SETITEM)
                .op(Opcode.SETITEMS, Opcode.BUILD);
        assertThat(names(read(pickle))).containsExactly("fc.weight", "fc.running_mean");
    }

    @Test
    void torchScriptIsNamedByAttributes() throws Exception {
        PickleWriter pickle = object(PickleWriter.protocol2(), "__torch__", "Net")
                .op(Opcode.EMPTY_DICT, Opcode.MARK)
                .text("fc");
        object(pickle, "__torch__.torch.nn.modules.linear", "Linear")
                .op(Opcode.EMPTY_DICT)
                .text("weight")
                .floats("0", 3, 4)
                .op(Opcode.SETITEM, Opcode.BUILD)
                .op(Opcode.SETITEMS, Opcode.BUILD);
        byte[] constants =
                PickleWriter.protocol2().floats("0", 2).op(Opcode.TUPLE1).stop();
        ModelContents contents = read(Checkpoint.of(pickle.stop())
                .floats("0", 12)
                .stored("archive/code/__torch__.py", new byte[1])
                .stored("archive/constants.pkl", constants)
                .stored("archive/constants/0", new byte[8]));
        assertThat(names(contents)).containsExactly("fc.weight", "constants.0");
        assertThat(contents.metadata()).containsEntry("torchscript", "true");
    }

    @Test
    void unknownObjectsAreHarmlessAndLookedInto() throws Exception {
        PickleWriter pickle = dict().text("hyper_parameters");
        object(pickle, "argparse", "Namespace")
                .op(Opcode.EMPTY_DICT)
                .text("scale")
                .floats("0", 12)
                .op(Opcode.SETITEM, Opcode.BUILD)
                .op(Opcode.SETITEMS);
        assertThat(names(read(pickle))).containsExactly("hyper_parameters.scale");
    }

    @Test
    void aDictionaryInsideItselfIsEnteredOnce() throws Exception {
        ModelContents contents = read(PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT, Opcode.BINPUT, 0, Opcode.MARK)
                .text("self")
                .op(Opcode.BINGET, 0)
                .text("w")
                .floats("0", 12)
                .op(Opcode.SETITEMS));
        assertThat(names(contents)).containsExactly("w");
    }

    @Test
    void sharingThatDoublesWithEveryLevelIsReadAtOnce() throws Exception {
        PickleWriter pickle = PickleWriter.protocol2().floats("0", 12).op(Opcode.BINPUT, 0);
        for (int level = 0; level < 60; level++) {
            pickle.op(Opcode.BINGET, level, Opcode.BINGET, level, Opcode.TUPLE2, Opcode.BINPUT, level + 1);
        }
        assertThat(read(pickle).tensors()).hasSize(2);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        PickleWriter pickle = PickleWriter.protocol2();
        pickle.floats("0", 12);
        for (int depth = 0; depth < 100_000; depth++) {
            pickle.op(Opcode.TUPLE1);
        }
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining("deeper than 200");
    }

    @Test
    void namesThatGrowOutOfAllProportionAreRefused() {
        PickleWriter pickle = PickleWriter.protocol2().text("k".repeat(10_000)).op(Opcode.BINPUT, 0, Opcode.POP);
        for (int depth = 0; depth < 100; depth++) {
            pickle.op(Opcode.EMPTY_DICT, Opcode.BINGET, 0);
        }
        pickle.floats("0", 12);
        for (int depth = 0; depth < 100; depth++) {
            pickle.op(Opcode.SETITEM);
        }
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining("names");
    }
}
