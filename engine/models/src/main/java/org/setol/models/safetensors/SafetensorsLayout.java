package org.setol.models.safetensors;

import java.util.Comparator;
import java.util.List;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.Shapes;

/** Holds the declared tensors against the bytes that are there. */
final class SafetensorsLayout {

    private SafetensorsLayout() {}

    /**
     * Checks that the tensors cover the buffer, each byte once, and that each is as long as its shape and type say.
     *
     * @param declared in header order
     * @param bytes length of the buffer behind the header
     * @return in the order of the buffer; empty tensors at one offset in header order
     */
    static List<DeclaredTensor> check(MappedFile file, List<DeclaredTensor> declared, long bytes)
            throws ModelException {
        List<DeclaredTensor> sorted = declared.stream()
                .sorted(Comparator.comparingLong(DeclaredTensor::begin).thenComparingLong(DeclaredTensor::end))
                .toList();
        long covered = 0;
        for (DeclaredTensor tensor : sorted) {
            checkOffsets(file, tensor, covered, bytes);
            checkLength(file, tensor);
            covered = tensor.end();
        }
        if (covered != bytes) {
            throw new ModelException.Malformed(
                    file.path(), "the last " + (bytes - covered) + " of " + bytes + " data bytes belong to no tensor");
        }
        return sorted;
    }

    private static void checkOffsets(MappedFile file, DeclaredTensor tensor, long covered, long bytes)
            throws ModelException {
        if (tensor.begin() > tensor.end()) {
            throw malformed(
                    file, tensor, "ends at data byte " + tensor.end() + ", before it begins at " + tensor.begin());
        }
        if (tensor.end() > bytes) {
            throw malformed(file, tensor, "reaches to data byte " + tensor.end() + ", the file has " + bytes);
        }
        if (tensor.begin() < covered) {
            throw malformed(file, tensor, "begins at data byte " + tensor.begin() + ", inside the tensor before it");
        }
        if (tensor.begin() > covered) {
            throw malformed(file, tensor, "begins at data byte " + tensor.begin() + ", leaving a hole from " + covered);
        }
    }

    private static void checkLength(MappedFile file, DeclaredTensor tensor) throws ModelException {
        long elements = Shapes.elements(file, tensor.name(), tensor.shape());
        long length = tensor.end() - tensor.begin();
        int bits = tensor.type().bits();
        if (Math.multiplyHigh(elements, bits) != 0
                || elements * bits < 0
                || elements * bits % Byte.SIZE != 0
                || elements * bits / Byte.SIZE != length) {
            throw malformed(
                    file,
                    tensor,
                    "has shape " + tensor.shapeText() + " of " + bits + " bits each, which is not its " + length
                            + " bytes");
        }
    }

    private static ModelException malformed(MappedFile file, DeclaredTensor tensor, String problem) {
        return new ModelException.Malformed(file.path(), "tensor " + Quoted.of(tensor.name()) + " " + problem);
    }
}
