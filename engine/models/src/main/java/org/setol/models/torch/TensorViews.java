package org.setol.models.torch;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.Tensor;
import org.setol.models.torch.Pickled.Storage;
import org.setol.models.torch.Pickled.View;

/** Checks views against the storages in the archive and makes tensors of them; nothing is copied. */
final class TensorViews {

    private final Path file;
    private final Archive archive;
    private final String folder;

    /**
     * Views into the storages of one folder of the archive.
     *
     * @param folder {@code data}, or {@code constants} for the second pickle of TorchScript
     */
    TensorViews(Path file, Archive archive, String folder) {
        this.file = file;
        this.archive = archive;
        this.folder = folder;
    }

    /** Why a view that is no contradiction cannot be a matrix; empty when it can. */
    Optional<String> reasonAgainst(String name, View view) throws ModelException {
        long elements = elements(name, view);
        if (elements > length(name, view)) {
            return Optional.of("an expanded view: more elements than stored numbers");
        }
        if (view.storage().location().equals("meta") && !archive.has(member(view.storage()))) {
            return Optional.of("saved from the meta device, without data");
        }
        return Optional.empty();
    }

    /**
     * The tensor.
     *
     * @throws ModelException.Malformed when the view leaves its storage or the storage its member
     */
    Tensor tensor(String name, View view) throws ModelException {
        int width = view.elementType().bytes();
        MemorySegment bytes = archive.content(member(view.storage()));
        long length = length(name, view);
        if (length > bytes.byteSize() / width) {
            throw malformed(
                    name,
                    "has a storage of " + length + " elements in member " + Quoted.of(member(view.storage())) + " of "
                            + bytes.byteSize() + " bytes");
        }
        long reach = reach(name, view);
        if (view.offset() < 0 || view.offset() > length || reach > length - view.offset()) {
            throw malformed(
                    name,
                    "needs elements " + view.offset() + " to " + view.offset() + " + " + reach + " of a storage of "
                            + length);
        }
        MemorySegment data = bytes.asSlice(view.offset() * width, reach * width);
        return new Tensor(name, "", "", view.elementType(), view.shape(), view.strides(), data);
    }

    private String member(Storage storage) {
        return folder + "/" + storage.key();
    }

    /** Length of the storage in elements of the view. */
    private long length(String name, View view) throws ModelException {
        long length = view.storage().length();
        if (length < 0) {
            throw malformed(name, "has a storage of " + length + " elements");
        }
        if (StorageTypes.isUntyped(view.storage())) {
            return length / view.elementType().bytes();
        }
        return length;
    }

    private long elements(String name, View view) throws ModelException {
        long product = 1;
        boolean empty = false;
        for (long dim : view.shape()) {
            if (dim < 0) {
                throw malformed(name, "has the negative length " + dim + " in its shape");
            }
            empty |= dim == 0;
            try {
                product = Math.multiplyExact(product, Math.max(1, dim));
            } catch (ArithmeticException e) {
                throw malformed(name, "has the shape " + shapeText(view) + ", more than memory can hold");
            }
        }
        return empty ? 0 : product;
    }

    /** One past the last element that shape and strides reach, counted from the first; 0 without elements. */
    private long reach(String name, View view) throws ModelException {
        long last = 0;
        for (int axis = 0; axis < view.shape().length; axis++) {
            long stride = view.strides()[axis];
            if (stride < 0) {
                throw malformed(name, "has the negative stride " + stride);
            }
            try {
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, view.shape()[axis] - 1), stride));
            } catch (ArithmeticException e) {
                throw malformed(name, "has strides beyond all memory");
            }
        }
        return elements(name, view) == 0 ? 0 : Math.addExact(last, 1);
    }

    static String shapeText(View view) {
        return view.shape().length == 0
                ? "scalar"
                : LongStream.of(view.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    private ModelException.Malformed malformed(String name, String problem) {
        return new ModelException.Malformed(file, "tensor " + Quoted.of(name) + " " + problem);
    }
}
