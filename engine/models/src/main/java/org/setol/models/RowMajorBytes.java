package org.setol.models;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A tensor's bytes in row-major order: as they lie in the file where they lie so, else gathered part by part. Nothing is
 * rounded or widened.
 */
public final class RowMajorBytes {

    /** Bytes gathered at a time: large against a call of the system, small against memory. */
    private static final int PART = 1 << 20;

    private RowMajorBytes() {}

    /** Takes the bytes, part after part. */
    public interface Sink {
        /** The memory is valid during the call only. */
        void accept(MemorySegment part) throws IOException;
    }

    /** Hands all elements over. Cost: nothing for a row-major tensor, else one pass. */
    public static void of(Tensor tensor, Sink sink) throws IOException {
        long bytes = tensor.bytes();
        if (bytes == 0) {
            return;
        }
        if (isRowMajor(tensor)) {
            inWindows(tensor.data().asSlice(0, bytes), sink);
        } else {
            gather(tensor, bytes, sink);
        }
    }

    /** Of what is longer than a window no more than one stays resident. */
    private static void inWindows(MemorySegment data, Sink sink) throws IOException {
        for (long done = 0; done < data.byteSize(); done += ModelPages.WINDOW) {
            MemorySegment window = data.asSlice(done, Math.min(ModelPages.WINDOW, data.byteSize() - done));
            sink.accept(window);
            if (window.byteSize() < data.byteSize()) {
                ModelPages.giveBack(window);
            }
        }
    }

    /** True when strides are those of the shape; the stride of an axis of length 1 does not matter. */
    static boolean isRowMajor(Tensor tensor) {
        long expected = 1;
        for (int axis = tensor.order() - 1; axis >= 0; axis--) {
            if (tensor.dim(axis) != 1 && tensor.stride(axis) != expected) {
                return false;
            }
            expected *= tensor.dim(axis);
        }
        return true;
    }

    private static void gather(Tensor tensor, long bytes, Sink sink) throws IOException {
        int size = tensor.elementType().bytes();
        MemorySegment part = MemorySegment.ofArray(new byte[(int) Math.min(PART, bytes)]);
        long[] index = new long[tensor.order()];
        long element = 0;
        long filled = 0;
        for (long done = 0; done < bytes; done += size) {
            MemorySegment.copy(tensor.data(), element * size, part, filled, size);
            filled += size;
            if (filled == part.byteSize()) {
                sink.accept(part);
                filled = 0;
            }
            element = next(tensor, index, element);
        }
        sink.accept(part.asSlice(0, filled));
    }

    /** Steps the index to the next element in row-major order; where that lies. */
    private static long next(Tensor tensor, long[] index, long element) {
        long at = element;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            at += tensor.stride(axis);
            if (++index[axis] < tensor.dim(axis)) {
                return at;
            }
            at -= tensor.dim(axis) * tensor.stride(axis);
            index[axis] = 0;
        }
        return at;
    }
}
