package org.setol.models.numpy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.Shapes;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.ElementType;

/** Collects the arrays of one file. */
final class NpyReader {

    private static final String SUFFIX = ".npy";

    private final MappedFile file;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();

    NpyReader(MappedFile file) {
        this.file = file;
    }

    /** The array's name: that of its file or member, without the ending. */
    static String arrayName(String fileName) {
        return fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
    }

    /**
     * Adds an array.
     *
     * @param name its name
     * @param bytes header and elements
     */
    void add(String name, MemorySegment bytes) throws ModelException {
        NpyHeader header = NpyHeader.parse(file, name, bytes);
        long elements = Shapes.elements(file, name, header.shape());
        MemorySegment data = bytes.asSlice(header.dataOffset());
        switch (NpyType.of(header)) {
            case NpyType.Unmapped unmapped ->
                addUnread(name, Shapes.text(header.shape()), header.descr(), unmapped.reason());
            case NpyType.Mapped mapped -> {
                ElementType type = mapped.elementType();
                checkLength(name, header, elements, type.bytes(), data.byteSize());
                long[] strides =
                        header.fortran() ? columnMajor(header.shape()) : Tensor.rowMajorStrides(header.shape());
                tensors.add(new Tensor(name, "", "", type, header.shape(), strides, data));
            }
        }
    }

    void addUnread(String name, String shape, String type, String reason) {
        unread.add(new Unread(name, shape, Quoted.oneLine(type), reason));
    }

    ModelContents contents(String format) {
        return new ModelContents(format, tensors, unread, Map.of());
    }

    private void checkLength(String name, NpyHeader header, long elements, int bytes, long there)
            throws ModelException {
        String what = "array " + Quoted.of(name);
        if (elements > there / bytes) {
            throw new ModelException.Malformed(
                    file.path(),
                    what + " of shape " + Shapes.text(header.shape()) + " needs " + elements + " elements of " + bytes
                            + " bytes, there are " + there + " bytes");
        }
        if (elements * bytes != there) {
            throw new ModelException.Unsupported(
                    file.path(),
                    (there - elements * bytes) + " bytes follow " + what + ", perhaps further arrays",
                    "save several arrays with numpy.savez, or one array in each file");
        }
    }

    /** Strides when the first axis is contiguous; checked sizes cannot overflow. */
    private static long[] columnMajor(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            strides[axis] = stride;
            stride *= Math.max(1, shape[axis]);
        }
        return strides;
    }
}
