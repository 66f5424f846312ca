package org.setol.models.torch;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;
import org.setol.models.MutationFuzz;
import org.setol.models.MutationFuzz.Seed;

final class TorchFuzzTest extends TorchModelTest {

    /** The pickle alone, so that damage meets the unpickler and not the zip around it. */
    private static final class BarePickle implements ModelFormat {

        @Override
        public String name() {
            return "pickle";
        }

        @Override
        public List<String> suffixes() {
            return List.of();
        }

        @Override
        public Match match(MappedFile file) {
            return Match.NO;
        }

        @Override
        public ModelContents read(MappedFile file, Arena arena) throws ModelException {
            PickleCursor in = new PickleCursor(file.path(), "data.pkl", file.bytes());
            new TensorNames(in).of(new Unpickler(in).load());
            return new ModelContents(name(), List.of(), List.of(), Map.of());
        }
    }

    private static final int[] BOUNDARIES;
    private static final byte[] PICKLE;

    static {
        PickleWriter pickle = PickleWriter.protocol2().op(Opcode.EMPTY_DICT, Opcode.BINPUT, 0, Opcode.MARK);
        int start = pickle.length();
        pickle.text("state_dict").orderedDict().op(Opcode.BINPUT, 1, Opcode.MARK);
        int inner = pickle.length();
        pickle.text("a").floats("0", 3, 4).text("b").floats("1", 12).op(Opcode.SETITEMS);
        int afterTensors = pickle.length();
        pickle.text("optimizer_states")
                .op(Opcode.EMPTY_LIST, Opcode.MARK, Opcode.BINGET, 1)
                .integer(70_000)
                .integer(1L << 40)
                .op(Opcode.BINFLOAT)
                .int64(0)
                .op(Opcode.APPENDS);
        pickle.text("model").global("my", "Net").op(Opcode.EMPTY_TUPLE, Opcode.NEWOBJ, Opcode.EMPTY_DICT);
        int inModule = pickle.length();
        pickle.text("_parameters")
                .op(Opcode.EMPTY_DICT)
                .text("w")
                .floats("1", 2, 2)
                .op(Opcode.SETITEM, Opcode.SETITEM);
        pickle.op(Opcode.BUILD, Opcode.SETITEMS);
        BOUNDARIES = new int[] {2, start, inner, afterTensors, inModule, pickle.length()};
        PICKLE = pickle.stop();
    }

    @Test
    void damagedPicklesAreAnsweredSoonAndInOneLine() {
        MutationFuzz.run(new BarePickle(), PATH, List.of(new Seed(PICKLE, BOUNDARIES)), 20_260_102L);
    }

    @Test
    void damagedArchivesAreAnsweredSoonAndInOneLine() {
        byte[] zip = Checkpoint.of(PICKLE)
                .stored("archive/byteorder", Checkpoint.ascii("little"))
                .floats("0", 12)
                .deflated("archive/data/1", new byte[48])
                .zip();
        int[] boundaries = {30, 64, 64 + PICKLE.length, zip.length - 22, zip.length - 100};
        MutationFuzz.run(FORMAT, PATH, List.of(new Seed(zip, boundaries)), 20_260_103L);
    }
}
