package org.setol.models.gguf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;
import org.setol.models.Quoted;
import org.setol.models.Shapes;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.ElementType;

/**
 * GGUF, versions 2 and 3, little-endian (ggml's docs/gguf.md): notes, then names, shapes, types and places of the tensors, then
 * their bytes. Shapes are written with the contiguous axis first and are turned round here. Quantised tensors are listed and
 * not read.
 */
public final class GgufFormat implements ModelFormat {

    /** "GGUF". */
    private static final int MAGIC = 0x46554747;

    private static final long PREAMBLE = 8;
    private static final long MOST_AXES = 8;
    private static final long DEFAULT_ALIGNMENT = 32;

    /** A tensor's name, axes, type and place: two lengths, a type and an offset at least. */
    private static final long LEAST_TENSOR = 24;

    @Override
    public String name() {
        return "gguf";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".gguf");
    }

    @Override
    public Match match(MappedFile file) {
        return isGguf(file) ? Match.CERTAIN : Match.NO;
    }

    private static boolean isGguf(MappedFile file) {
        return file.size() >= PREAMBLE && file.bytes().get(GgufCursor.U32, 0) == MAGIC;
    }

    /** One tensor as the header has it. */
    private record Declared(String name, long[] shape, long type, long offset) {}

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        requireVersion(file);
        GgufCursor cursor = new GgufCursor(file, PREAMBLE);
        long count = cursor.count(LEAST_TENSOR, "the number of tensors");
        GgufNotes notes = GgufNotes.read(cursor);
        List<Declared> declared = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (long k = 0; k < count; k++) {
            Declared tensor = declared(cursor);
            if (!names.add(tensor.name())) {
                throw cursor.malformed("tensor " + Quoted.of(tensor.name()) + " appears twice");
            }
            declared.add(tensor);
        }
        long alignment = notes.alignment().orElse(DEFAULT_ALIGNMENT);
        long begin = Math.ceilDiv(cursor.place(), alignment) * alignment;
        MemorySegment data = file.bytes().asSlice(Math.min(begin, file.size()));
        return contents(file, declared, data, notes.texts());
    }

    private static void requireVersion(MappedFile file) throws ModelException {
        if (!isGguf(file)) {
            throw new ModelException.Malformed(file.path(), "does not begin with the magic number of GGUF files");
        }
        int version = file.bytes().get(GgufCursor.U32, Integer.BYTES);
        if (version != 2 && version != 3) {
            boolean turned = Integer.reverseBytes(version) == 3;
            throw new ModelException.Unsupported(
                    file.path(),
                    turned ? "a big-endian GGUF file" : "GGUF version " + Integer.toUnsignedString(version),
                    "convert it to little-endian version 2 or 3");
        }
    }

    private static Declared declared(GgufCursor cursor) throws ModelException {
        String name = cursor.text("a tensor's name");
        String what = "tensor " + Quoted.of(name);
        long axes = cursor.u32(what + " axes");
        if (axes > MOST_AXES) {
            throw cursor.malformed(what + " has " + axes + " axes");
        }
        long[] shape = new long[(int) axes];
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            shape[axis] = cursor.u64(what + " shape");
        }
        return new Declared(name, shape, cursor.u32(what + " type"), cursor.u64(what + " offset"));
    }

    private static ModelContents contents(
            MappedFile file, List<Declared> declared, MemorySegment data, Map<String, String> notes)
            throws ModelException {
        List<Tensor> tensors = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        for (Declared one : declared) {
            long elements = Shapes.elements(file, one.name(), one.shape());
            Optional<ElementType> plain = GgufType.plain(one.type());
            if (plain.isEmpty()) {
                String label = GgufType.label(one.type());
                unread.add(new Unread(
                        one.name(),
                        Shapes.text(one.shape()),
                        label,
                        "no widening for " + label + ", whose numbers are quantised in blocks"));
                continue;
            }
            long room = (data.byteSize() - one.offset()) / plain.get().bytes();
            if (one.offset() > data.byteSize() || elements > room) {
                throw new ModelException.Malformed(
                        file.path(),
                        "tensor " + Quoted.of(one.name()) + " of shape " + Shapes.text(one.shape()) + " at offset "
                                + one.offset() + " ends beyond the file");
            }
            MemorySegment bytes =
                    data.asSlice(one.offset(), elements * plain.get().bytes());
            tensors.add(Tensor.rowMajor(one.name(), plain.get(), one.shape(), bytes));
        }
        return new ModelContents("gguf", tensors, unread, notes);
    }
}
