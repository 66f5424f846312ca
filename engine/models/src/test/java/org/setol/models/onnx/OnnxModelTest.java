package org.setol.models.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.Tensor;

/** Writes models into a folder of their own and reads them through a mapping. */
abstract class OnnxModelTest {

    static final OnnxFormat FORMAT = new OnnxFormat();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it in.
    Path folder;

    final Arena arena = Arena.ofShared();

    @AfterEach
    void unmap() {
        arena.close();
    }

    MappedFile mapped(byte[] model) throws ModelException {
        Path path = folder.resolve("model.onnx");
        try {
            Files.write(path, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return MappedFile.map(path, arena);
    }

    ModelContents read(byte[] model) throws ModelException {
        return FORMAT.read(mapped(model), arena);
    }

    ModelContents readGraph(Wire graph) throws ModelException {
        return read(Wire.model(graph));
    }

    Tensor readTensor(Wire tensor) throws ModelException {
        return readGraph(Wire.message().message(5, tensor)).tensors().getFirst();
    }

    static List<String> names(ModelContents contents) {
        return contents.tensors().stream().map(Tensor::name).toList();
    }
}
