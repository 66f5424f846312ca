package org.setol.laboratory.network;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.Tensor;
import org.setol.models.TensorSpec;
import org.setol.models.safetensors.SafetensorsWriter;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** A network as a safetensors file: {@code fc1.weight}, {@code fc1.bias} and so on, float32. Exact both ways. */
public final class Checkpoint {

    private Checkpoint() {}

    private record Part(String name, List<Integer> shape, Matrix values) {

        TensorSpec spec() {
            return new TensorSpec(
                    name,
                    ElementType.FLOAT32,
                    shape.stream().mapToLong(Integer::longValue).toArray());
        }
    }

    private static List<Part> parts(Network network) {
        List<Part> parts = new ArrayList<>();
        for (Dense layer : network.layers()) {
            parts.add(new Part(layer.name() + ".weight", List.of(layer.outputs(), layer.inputs()), layer.weights()));
            parts.add(new Part(layer.name() + ".bias", List.of(layer.outputs()), layer.bias()));
        }
        return parts;
    }

    /** Writes the file, whole or not at all. */
    public static void write(Network network, Path file) throws IOException {
        List<Part> parts = parts(network);
        List<TensorSpec> specs = parts.stream().map(Part::spec).toList();
        try (SafetensorsWriter writer = SafetensorsWriter.open(file, specs, Map.of())) {
            for (Part part : parts) {
                writer.write(littleEndian(part.values()));
            }
            writer.commit();
        }
    }

    private static MemorySegment littleEndian(Matrix values) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(values.size() * Float.BYTES)]);
        MemorySegment.copy(
                values.segment(),
                ValueLayout.JAVA_FLOAT,
                0,
                bytes,
                ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                0,
                values.size());
        return bytes;
    }

    /**
     * Reads a file into a network of its shape.
     *
     * @throws ModelException when it cannot be read, or is of another network
     */
    public static void read(Path file, Network network) throws ModelException {
        try (ModelFile model = Models.open(file)) {
            for (Part part : parts(network)) {
                copy(tensor(file, model, part), part.values());
            }
        }
    }

    private static Tensor tensor(Path file, ModelFile model, Part part) throws ModelException {
        return model.contents().tensors().stream()
                .filter(tensor -> tensor.name().equals(part.name())
                        && tensor.elementType() == ElementType.FLOAT32
                        && tensor.elements() == part.values().size())
                .findFirst()
                .orElseThrow(() -> new ModelException.Malformed(
                        file,
                        "has no float32 tensor " + part.name() + " of shape " + part.shape(),
                        "delete this run's folder and train it again"));
    }

    /** One layer's weights out of a file, whatever their shape. */
    public static Matrix weights(Path file, String layer, Arena arena) throws ModelException {
        try (ModelFile model = Models.open(file)) {
            for (Tensor tensor : model.contents().tensors()) {
                if (tensor.name().equals(layer + ".weight") && tensor.order() == 2) {
                    int rows = Math.toIntExact(tensor.dim(0));
                    int cols = Math.toIntExact(tensor.dim(1));
                    Matrix weights = Matrix.allocate(arena, rows, cols, Precision.FLOAT32);
                    copy(tensor, weights);
                    return weights;
                }
            }
        }
        throw new ModelException.Malformed(file, "has no matrix " + layer + ".weight");
    }

    private static void copy(Tensor tensor, Matrix values) {
        MemorySegment.copy(
                tensor.data(),
                ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                0,
                values.segment(),
                ValueLayout.JAVA_FLOAT,
                0,
                values.size());
    }
}
