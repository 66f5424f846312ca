package org.setol.models.safetensors;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;
import org.setol.models.Tensor;

/**
 * One safetensors file: 8 bytes header length, a JSON header, the tensors' bytes without gaps.
 *
 * <p>All rules of the reference reader (the Rust crate's {@code tensor.rs}) are held, and two it leaves open: the header
 * begins with a brace, and no name appears twice. Tensors come in the order of their bytes.
 */
public final class SafetensorsFormat implements ModelFormat {

    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long LENGTH_BYTES = Long.BYTES;

    /** The reference reader's limit. */
    static final long LONGEST_HEADER = 100_000_000;

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".safetensors");
    }

    /**
     * {@inheritDoc}
     *
     * <p>The format has no magic number. A plausible header length and a brace are as good as one; and a file with the
     * suffix is claimed whatever it holds, so that its owner reads what is wrong with it.
     */
    @Override
    public Match match(MappedFile file) {
        if (file.size() > LENGTH_BYTES + 1) {
            long length = file.bytes().get(U64, 0);
            if (length > 1 && length <= file.size() - LENGTH_BYTES && startsWithBrace(file)) {
                return Match.CERTAIN;
            }
        }
        return file.lowerCaseName().endsWith(".safetensors") ? Match.POSSIBLE : Match.NO;
    }

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        MemorySegment header = header(file);
        MemorySegment buffer = file.bytes().asSlice(LENGTH_BYTES + header.byteSize());
        SafetensorsHeader parsed = SafetensorsHeader.parse(file, header);
        List<DeclaredTensor> inFileOrder = SafetensorsLayout.check(file, parsed.tensors(), buffer.byteSize());
        List<Tensor> tensors = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        for (DeclaredTensor declared : inFileOrder) {
            if (declared.type() instanceof StoredType.Mapped mapped) {
                MemorySegment data = buffer.asSlice(declared.begin(), declared.end() - declared.begin());
                tensors.add(Tensor.rowMajor(declared.name(), mapped.elementType(), declared.shape(), data));
            } else if (declared.type() instanceof StoredType.Unmapped unmapped) {
                unread.add(new Unread(
                        declared.name(), declared.shapeText(), unmapped.label(), "no widening for " + unmapped.what()));
            }
        }
        return new ModelContents(name(), tensors, unread, parsed.metadata());
    }

    /** The header's bytes, as far as its length can be believed. */
    private static MemorySegment header(MappedFile file) throws ModelException {
        if (file.size() < LENGTH_BYTES) {
            throw new ModelException.Malformed(
                    file.path(), "too short for a safetensors file (" + file.size() + " bytes)");
        }
        long length = file.bytes().get(U64, 0);
        long room = file.size() - LENGTH_BYTES;
        if (length < 0 || length > room) {
            throw new ModelException.Malformed(
                    file.path(),
                    "the safetensors header is said to have " + Long.toUnsignedString(length) + " bytes, the file has "
                            + room + " after byte " + LENGTH_BYTES);
        }
        if (length > LONGEST_HEADER) {
            throw new ModelException.Malformed(
                    file.path(),
                    "the safetensors header has " + length + " bytes, the format allows " + LONGEST_HEADER);
        }
        if (length == 0 || !startsWithBrace(file)) {
            throw new ModelException.Malformed(file.path(), "the safetensors header at byte 8 does not begin with '{'");
        }
        return file.bytes().asSlice(LENGTH_BYTES, length);
    }

    private static boolean startsWithBrace(MappedFile file) {
        return file.bytes().get(ValueLayout.JAVA_BYTE, LENGTH_BYTES) == '{';
    }
}
