package org.setol.models.safetensors;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.setol.models.ModelWriter;
import org.setol.models.RowMajorBytes;
import org.setol.models.Tensor;
import org.setol.models.TensorSpec;
import org.setol.models.output.OutputException;
import org.setol.models.output.OutputFile;
import org.setol.spectra.matrix.ElementType;

/**
 * Writes one safetensors file, tensor by tensor in the order announced; nothing but the header is held in memory. The file
 * appears whole on {@link #commit}, or not at all (see {@link OutputFile}).
 *
 * {@snippet :
 * try (SafetensorsWriter writer = SafetensorsWriter.open(path, specs, Map.of("format", "pt"))) {
 *     for (MemorySegment bytes : tensors) {
 *         writer.write(bytes);
 *     }
 *     writer.commit();
 * }
 * }
 *
 * <p>Equal input gives equal bytes: notes are written in the order of their keys. The tensors' bytes begin at a multiple of
 * 8 and lie without gaps, as the format wants; in which order is the caller's choice, since readers number layers by it.
 */
public final class SafetensorsWriter implements ModelWriter {

    private final OutputFile file;
    private final List<TensorSpec> tensors;
    private int next;
    private long missing;

    private SafetensorsWriter(OutputFile file, List<TensorSpec> tensors) {
        this.file = file;
        this.tensors = tensors;
    }

    /**
     * Begins a file, and writes its header.
     *
     * @param target where it will appear, over what stands there
     * @param tensors in the order in which they will be written
     * @param metadata the notes for {@code __metadata__}; none, and the key is left out
     * @throws OutputException when the place cannot be written, or the format allows no such header: what, where, remedy
     * @throws IllegalArgumentException for two tensors of one name, or a type that the format lacks
     */
    public static SafetensorsWriter open(Path target, List<TensorSpec> tensors, Map<String, String> metadata)
            throws IOException {
        check(tensors);
        byte[] header = HeaderText.of(target, tensors, metadata);
        OutputFile file = OutputFile.open(target);
        try {
            file.write(MemorySegment.ofArray(header));
            SafetensorsWriter writer = new SafetensorsWriter(file, List.copyOf(tensors));
            writer.begin();
            return writer;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void check(List<TensorSpec> tensors) {
        Set<String> names = new HashSet<>();
        for (TensorSpec tensor : tensors) {
            if (!canStore(tensor.elementType())) {
                throw new IllegalArgumentException(
                        "safetensors has no type " + tensor.elementType().label());
            }
            if (!names.add(tensor.name()) || tensor.name().equals(HeaderText.METADATA)) {
                throw new IllegalArgumentException("the tensor name " + tensor.name() + " is taken");
            }
        }
    }

    /** Whether the format has this type. */
    public static boolean canStore(ElementType type) {
        return StoredType.of(type.label()).isPresent();
    }

    @Override
    public void write(MemorySegment bytes) throws IOException {
        if (next == tensors.size() || bytes.byteSize() != tensors.get(next).bytes()) {
            throw new IllegalArgumentException(bytes.byteSize() + " bytes for " + expected());
        }
        append(bytes);
        end();
    }

    @Override
    public void write(Tensor tensor) throws IOException {
        if (next == tensors.size() || !fits(tensor, tensors.get(next))) {
            throw new IllegalArgumentException(tensor + " for " + expected());
        }
        RowMajorBytes.of(tensor, this::append);
        end();
    }

    /**
     * Writes the whole next tensor, part by part; a part need not outlive the asking for the next.
     *
     * @param parts its elements, row-major, little-endian
     * @throws IllegalArgumentException when no further tensor was announced
     * @throws IllegalStateException when they are not as many bytes as announced
     */
    public void write(Iterable<MemorySegment> parts) throws IOException {
        if (next == tensors.size()) {
            throw new IllegalArgumentException("parts for " + expected());
        }
        for (MemorySegment part : parts) {
            append(part);
        }
        end();
    }

    private static boolean fits(Tensor tensor, TensorSpec spec) {
        return new TensorSpec(spec.name(), tensor.elementType(), tensor.shape()).equals(spec);
    }

    private void append(MemorySegment part) throws IOException {
        missing -= part.byteSize();
        file.write(part);
    }

    private void end() {
        if (missing != 0) {
            throw new IllegalStateException(expected() + " lacks " + missing + " bytes");
        }
        next++;
        begin();
    }

    private void begin() {
        missing = next < tensors.size() ? tensors.get(next).bytes() : 0;
    }

    private String expected() {
        return next == tensors.size() ? "no further tensor" : tensors.get(next).toString();
    }

    @Override
    public void commit() throws OutputException {
        if (next < tensors.size()) {
            throw new IllegalStateException(next + " of " + tensors.size() + " tensors written");
        }
        file.commit();
    }

    @Override
    public void close() {
        file.close();
    }
}
