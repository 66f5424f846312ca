package org.setol.models.numpy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.Quoted;

/**
 * The header of an array in NumPy's format, versions 1.0, 2.0 and 3.0 (numpy.lib.format). The array is not copied.
 *
 * @param descr the type as the file writes it, e.g. {@code <f4}; for a structured type its whole list
 * @param structured whether the elements are records of several fields
 * @param fortran whether the first axis is the contiguous one
 * @param shape lengths of the axes, non-negative; empty for a scalar
 * @param dataOffset first byte of the elements
 */
record NpyHeader(String descr, boolean structured, boolean fortran, long[] shape, long dataOffset) {

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final MemorySegment MAGIC = MemorySegment.ofArray(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'});
    private static final long VERSION_END = 8;

    /** A thousand times what plain arrays need; structured types of many fields have long headers. */
    private static final long LONGEST = 1 << 20;

    static boolean hasMagic(MemorySegment bytes) {
        return bytes.byteSize() >= MAGIC.byteSize()
                && bytes.asSlice(0, MAGIC.byteSize()).mismatch(MAGIC) == -1;
    }

    /**
     * Reads the header.
     *
     * @param file for messages
     * @param name of the array, for messages
     * @param bytes the array's file or zip member
     */
    static NpyHeader parse(MappedFile file, String name, MemorySegment bytes) throws ModelException {
        String what = "array " + Quoted.of(name);
        if (!hasMagic(bytes)) {
            throw new ModelException.Malformed(file.path(), what + " does not begin with NumPy's magic number");
        }
        if (bytes.byteSize() < VERSION_END) {
            throw truncated(file, what, bytes);
        }
        int version = bytes.get(ValueLayout.JAVA_BYTE, MAGIC.byteSize());
        if (version < 1 || version > 3) {
            throw new ModelException.Unsupported(
                    file.path(), what + " has format version " + version, "save it with NumPy's format 1.0 to 3.0");
        }
        long textOffset = VERSION_END + (version == 1 ? Short.BYTES : Integer.BYTES);
        if (bytes.byteSize() < textOffset) {
            throw truncated(file, what, bytes);
        }
        long length = version == 1
                ? Short.toUnsignedInt(bytes.get(U16, VERSION_END))
                : Integer.toUnsignedLong(bytes.get(U32, VERSION_END));
        if (length > LONGEST || length > bytes.byteSize() - textOffset) {
            throw new ModelException.Malformed(
                    file.path(),
                    what + " is said to have a header of " + length + " bytes, there are "
                            + (bytes.byteSize() - textOffset) + " (and " + LONGEST + " allowed)");
        }
        byte[] raw = bytes.asSlice(textOffset, length).toArray(ValueLayout.JAVA_BYTE);
        String text = new String(raw, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return new DictLiteral(file, what, text).header(textOffset + length);
    }

    private static ModelException truncated(MappedFile file, String what, MemorySegment bytes) {
        return new ModelException.Malformed(
                file.path(), what + " is cut inside its header, after " + bytes.byteSize() + " bytes");
    }
}
