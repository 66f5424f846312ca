package org.setol.laboratory.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;

/**
 * An array of unsigned bytes in LeCun's idx format: two zero bytes, the element type (8 for unsigned byte), the number of
 * axes, the length of every axis as a big-endian 32-bit integer, then the elements, last axis fastest.
 *
 * @param path where it is
 * @param shape length of every axis; not copied
 * @param bytes exactly the elements; valid as long as the arena they were mapped into
 */
public record IdxFile(Path path, int[] shape, MemorySegment bytes) {

    private static final int UNSIGNED_BYTE = 8;
    private static final ValueLayout.OfInt BIG_ENDIAN = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /**
     * Maps a file and checks it.
     *
     * @param axes how many it must have
     * @throws ModelException when there is no such file, or its bytes contradict the format
     */
    public static IdxFile map(Path path, int axes, Arena arena) throws ModelException {
        return parse(MappedFile.map(path, arena), axes);
    }

    /** Checks mapped bytes. */
    public static IdxFile parse(MappedFile file, int axes) throws ModelException {
        int header = Integer.BYTES * (1 + axes);
        if (file.size() < header) {
            throw malformed(file, "has " + file.size() + " bytes, its header alone takes " + header);
        }
        int magic = file.bytes().get(BIG_ENDIAN, 0);
        int expected = UNSIGNED_BYTE << Byte.SIZE | axes;
        if (magic != expected) {
            throw new ModelException.Malformed(
                    file.path(),
                    "starts with 0x%08x where an idx file of unsigned bytes with %d axes starts with 0x%08x"
                            .formatted(magic, axes, expected),
                    "give the idx file itself, unpacked if it is a .gz");
        }
        int[] shape = new int[axes];
        long elements = 1;
        for (int axis = 0; axis < axes; axis++) {
            shape[axis] = file.bytes().get(BIG_ENDIAN, (long) Integer.BYTES * (1 + axis));
            if (shape[axis] <= 0) {
                throw malformed(
                        file,
                        "says at byte " + Integer.BYTES * (1 + axis) + " that axis " + axis + " has length "
                                + shape[axis]);
            }
            elements = Math.min(Long.MAX_VALUE >> Integer.SIZE, elements * shape[axis]);
        }
        if (file.size() - header != elements) {
            throw malformed(
                    file,
                    "has " + (file.size() - header) + " bytes after its header, which announces "
                            + Arrays.toString(shape));
        }
        return new IdxFile(file.path(), shape, file.bytes().asSlice(header));
    }

    private static ModelException malformed(MappedFile file, String problem) {
        return new ModelException.Malformed(file.path(), problem);
    }
}
