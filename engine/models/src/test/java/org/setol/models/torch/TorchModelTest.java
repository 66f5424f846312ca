package org.setol.models.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.Tensor;

/** Reads checkpoints from native memory, as from a mapping. */
abstract class TorchModelTest {

    static final TorchFormat FORMAT = new TorchFormat();
    static final Path PATH = Path.of("model.pt");

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    final Arena arena = Arena.ofShared();

    @AfterEach
    void unmap() {
        arena.close();
    }

    MappedFile mapped(byte[] file) {
        MemorySegment segment = arena.allocate(file.length, 64);
        segment.copyFrom(MemorySegment.ofArray(file));
        return new MappedFile(PATH, segment.asReadOnly());
    }

    ModelContents read(Checkpoint checkpoint) throws ModelException {
        return FORMAT.read(mapped(checkpoint.zip()), arena);
    }

    /** Reads an archive with this pickle and the float storages "0" and "1" of 12 elements each. */
    ModelContents read(PickleWriter pickle) throws ModelException {
        return read(Checkpoint.of(pickle.stop()).floats("0", 12).floats("1", 12));
    }

    static List<String> names(ModelContents contents) {
        return contents.tensors().stream().map(Tensor::name).toList();
    }

    static List<Float> floats(Tensor tensor) {
        MemorySegment data = tensor.data();
        return LongStream.range(0, data.byteSize() / 4)
                .mapToObj(k -> data.get(FLOAT, 4 * k))
                .toList();
    }
}
