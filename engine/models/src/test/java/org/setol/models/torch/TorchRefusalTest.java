package org.setol.models.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.setol.models.ModelException;

final class TorchRefusalTest extends TorchModelTest {

    @Test
    void aPickleThatRunsACommandIsRefusedAndNotRun(@TempDir Path folder) {
        Path touched = folder.resolve("touched");
        PickleWriter pickle = PickleWriter.protocol2()
                .global("os", "system")
                .text("touch " + touched)
                .op(Opcode.TUPLE1, Opcode.REDUCE);
        assertThatExceptionOfType(ModelException.Unsafe.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining("'os.system'")
                .withMessageContaining("model.pt")
                .withMessageContaining("nothing was run");
        assertThat(touched).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "nt, system",
        "os.path, exists",
        "subprocess, Popen",
        "sys, exit",
        "builtins, eval",
        "builtins, exec",
        "builtins, getattr",
        "builtins, __import__",
        "__builtin__, compile",
        "builtins, open",
        "runpy, run_path",
        "socket, socket",
        "shutil, rmtree",
        "importlib, import_module",
        "pty, spawn",
        "webbrowser, open",
        "ctypes, CDLL",
        "operator, attrgetter",
        "pickle, loads",
        "_pickle, Unpickler",
        "functools, partial",
        "torch.hub, load",
        "torch, load",
        "torch, serialization.os.system",
        "collections, OrderedDict.__init__.__globals__"
    })
    void dangerousNamesAreRefusedOnSight(String module, String name) {
        assertThatExceptionOfType(ModelException.Unsafe.class)
                .isThrownBy(() -> read(PickleWriter.protocol2().global(module, name)))
                .withMessageContaining("'" + module + "." + name + "'");
        PickleWriter onTheStack =
                PickleWriter.protocol2().text(module).text(name).op(Opcode.STACK_GLOBAL);
        assertThatExceptionOfType(ModelException.Unsafe.class).isThrownBy(() -> read(onTheStack));
        PickleWriter instance =
                PickleWriter.protocol2().op(Opcode.MARK, Opcode.INST).ascii(module + "\n" + name + "\n");
        assertThatExceptionOfType(ModelException.Unsafe.class).isThrownBy(() -> read(instance));
    }

    @ParameterizedTest
    @CsvSource({"builtins, set", "argparse, Namespace", "numpy, dtype", "pathlib, PosixPath", "osgeo, Layer"})
    void harmlessNamesAreNot(String module, String name) throws Exception {
        assertThat(read(PickleWriter.protocol2().global(module, name)).tensors())
                .isEmpty();
    }

    static Stream<Arguments> contradictions() {
        long[] one = {1};
        return Stream.of(
                Arguments.of("negative length -3", view(12, 0, new long[] {-3}, one)),
                Arguments.of("negative stride -1", view(12, 0, new long[] {3}, new long[] {-1})),
                Arguments.of("needs elements -1", view(12, -1, new long[] {3}, one)),
                Arguments.of("of a storage of 12", view(12, 10, new long[] {3}, one)),
                Arguments.of("of a storage of 12", view(12, 0, new long[] {3}, new long[] {6})),
                Arguments.of("of a storage of 12", view(12, Long.MAX_VALUE, new long[] {3}, one)),
                Arguments.of("of a storage of 12", view(12, 13, new long[] {0}, one)),
                Arguments.of("beyond all memory", view(12, 0, new long[] {3}, new long[] {Long.MAX_VALUE})),
                Arguments.of("more than memory", view(12, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0})),
                Arguments.of("storage of -5", view(-5, 0, new long[] {0}, one)),
                Arguments.of("of 48 bytes", view(13, 0, new long[] {3}, one)),
                Arguments.of("of 48 bytes", view(Long.MAX_VALUE, 0, new long[] {3}, one)));
    }

    private static PickleWriter view(long length, long offset, long[] shape, long[] strides) {
        return PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT)
                .text("w")
                .tensor("FloatStorage", "0", length, offset, shape, strides)
                .op(Opcode.SETITEM);
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void aViewThatLeavesItsStorageIsNamed(String problem, PickleWriter pickle) {
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining("tensor 'w'")
                .withMessageContaining(problem);
    }

    static Stream<Arguments> brokenPickles() {
        PickleWriter crossed = PickleWriter.protocol2()
                .op(Opcode.EMPTY_DICT)
                .text("w")
                .tensor("FloatStorage", "0", 12, 0, new long[] {3, 4}, new long[] {1});
        return Stream.of(
                Arguments.of("the stack is empty", PickleWriter.protocol2()),
                Arguments.of(
                        "the stack is empty", PickleWriter.protocol2().op(Opcode.NONE, Opcode.MARK, Opcode.TUPLE1)),
                Arguments.of("no mark", PickleWriter.protocol2().op(Opcode.TUPLE)),
                Arguments.of(
                        "read before it is written", PickleWriter.protocol2().op(Opcode.BINGET, 9)),
                Arguments.of(
                        "read before it is written",
                        PickleWriter.protocol2().op(Opcode.LONG_BINGET).int32(-1)),
                Arguments.of(
                        "memo 4294967295",
                        PickleWriter.protocol2()
                                .op(Opcode.NONE, Opcode.LONG_BINPUT)
                                .int32(-1)),
                Arguments.of(
                        "the pickle ends",
                        PickleWriter.protocol2().op(Opcode.BINUNICODE).int32(-1)),
                Arguments.of(
                        "the pickle ends",
                        PickleWriter.protocol2().op(Opcode.BINBYTES8).int64(-1)),
                Arguments.of(
                        "the pickle ends",
                        PickleWriter.protocol2().op(Opcode.LONG4).int32(-1)),
                Arguments.of(
                        "the pickle ends",
                        PickleWriter.protocol2().op(Opcode.FRAME).int64(1L << 40)),
                Arguments.of("more than 1024", PickleWriter.protocol2().global("m".repeat(2_000), "f")),
                Arguments.of(
                        "without a value",
                        PickleWriter.protocol2().op(Opcode.EMPTY_DICT, Opcode.MARK, Opcode.NONE, Opcode.SETITEMS)),
                Arguments.of(
                        "no dictionary",
                        PickleWriter.protocol2().op(Opcode.NONE, Opcode.NONE, Opcode.NONE, Opcode.SETITEM)),
                Arguments.of("no list", PickleWriter.protocol2().op(Opcode.NONE, Opcode.NONE, Opcode.APPEND)),
                Arguments.of("no tuple", PickleWriter.protocol2().op(Opcode.NONE, Opcode.NONE, Opcode.REDUCE)),
                Arguments.of("no text", PickleWriter.protocol2().op(Opcode.NONE, Opcode.NONE, Opcode.STACK_GLOBAL)),
                Arguments.of("names no storage", PickleWriter.protocol2().op(Opcode.NONE, Opcode.BINPERSID)),
                Arguments.of("_rebuild_tensor_v2 with arguments", crossed));
    }

    @ParameterizedTest
    @MethodSource("brokenPickles")
    void aPickleThatIsNoneSaysWhere(String problem, PickleWriter pickle) {
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining("'archive/data.pkl' at byte")
                .withMessageContaining(problem);
    }

    @Test
    void oneListCopiedIntoManyDictionariesIsRefused() {
        PickleWriter pickle = PickleWriter.protocol2().op(Opcode.EMPTY_LIST, Opcode.MARK);
        for (int k = 0; k < 10_000; k++) {
            pickle.op(Opcode.NONE);
        }
        pickle.op(Opcode.APPENDS, Opcode.TUPLE1, Opcode.BINPUT, 0);
        for (int k = 0; k < 10_000; k++) {
            pickle.global("collections", "OrderedDict").op(Opcode.BINGET, 0, Opcode.REDUCE);
        }
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining("more entries than");
    }

    @Test
    void opcodesOfOldProtocolsAreUnsupported() {
        assertThatExceptionOfType(ModelException.Unsupported.class)
                .isThrownBy(() -> read(PickleWriter.protocol2().ascii("I1\n")))
                .withMessageContaining("opcode 0x49");
        assertThatExceptionOfType(ModelException.Unsupported.class)
                .isThrownBy(() -> read(new PickleWriter().op(Opcode.PROTO, 6)))
                .withMessageContaining("protocol 6");
    }

    @Test
    void aPickleCutAnywhereIsMalformed() {
        byte[] whole = view(12, 0, new long[] {3, 4}, new long[] {4, 1}).stop();
        for (int length = 0; length < whole.length; length++) {
            Checkpoint checkpoint = Checkpoint.of(Arrays.copyOf(whole, length)).floats("0", 12);
            assertThat(catchThrowableOfType(ModelException.class, () -> read(checkpoint)))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(ModelException.Malformed.class)
                    .hasMessageContaining("data.pkl");
        }
    }

    @Test
    void anArchiveCutAnywhereIsMalformed() {
        byte[] pickle = view(12, 0, new long[] {3, 4}, new long[] {4, 1}).stop();
        byte[] whole = Checkpoint.of(pickle).floats("0", 12).zip();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(catchThrowableOfType(ModelException.class, () -> FORMAT.read(mapped(cut), arena)))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(ModelException.Malformed.class);
        }
    }

    @Test
    void aMissingStorageIsNamed() {
        Checkpoint checkpoint =
                Checkpoint.of(view(12, 0, new long[] {12}, new long[] {1}).stop());
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(checkpoint))
                .withMessageContaining("'archive/data/0'");
    }

    @Test
    void namesThatLeaveTheArchiveAreUnsafe() {
        byte[] pickle = view(12, 0, new long[] {12}, new long[] {1}).stop();
        Checkpoint checkpoint = Checkpoint.of(pickle).floats("0", 12).stored("archive/../../evil", new byte[1]);
        assertThatExceptionOfType(ModelException.Unsafe.class)
                .isThrownBy(() -> read(checkpoint))
                .withMessageContaining("evil");
    }

    @Test
    void twoPicklesAreAmbiguous() {
        Checkpoint checkpoint = Checkpoint.of(new byte[1]).stored("other/data.pkl", new byte[1]);
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> read(checkpoint))
                .withMessageContaining("this has 2");
    }

    @Test
    void numbersInTheOtherByteOrderAreUnsupported() {
        Checkpoint checkpoint = Checkpoint.of(new byte[1]).stored("archive/byteorder", Checkpoint.ascii("big"));
        assertThatExceptionOfType(ModelException.Unsupported.class)
                .isThrownBy(() -> read(checkpoint))
                .withMessageContaining("byte order 'big'");
    }

    @Test
    void legacyCheckpointsAndBarePicklesAreUnsupported() {
        PickleWriter legacy = PickleWriter.protocol2()
                .op(Opcode.LONG1, 10)
                .op(0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);
        assertThatExceptionOfType(ModelException.Unsupported.class)
                .isThrownBy(() -> FORMAT.read(mapped(legacy.stop()), arena))
                .withMessageContaining("legacy")
                .withMessageContaining("torch.save");
        byte[] bare = PickleWriter.protocol2().op(Opcode.NONE).stop();
        assertThatExceptionOfType(ModelException.Unsupported.class)
                .isThrownBy(() -> FORMAT.read(mapped(bare), arena))
                .withMessageContaining("bare pickle");
        assertThatExceptionOfType(ModelException.Malformed.class)
                .isThrownBy(() -> FORMAT.read(mapped(new byte[] {1, 2, 3}), arena))
                .withMessageContaining("neither a zip nor a pickle");
    }
}
