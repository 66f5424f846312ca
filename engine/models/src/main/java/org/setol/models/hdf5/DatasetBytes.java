package org.setol.models.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.setol.models.ModelException;
import org.setol.models.ModelPages;
import org.setol.models.Quoted;
import org.setol.models.Shapes;
import org.setol.models.UnpackedMemory;
import org.setol.spectra.matrix.ElementType;

/** The numbers of datasets, row-major: where they lie, or copied into native memory. */
final class DatasetBytes {

    /** Unpacked at a time, on the heap: it dies young there, where larger pieces would fill the heap before they are collected. */
    private static final long SLICE = 2 << 20;

    private final Path path;
    private final MemorySegment bytes;
    private final Arena arena;

    /**
     * @param bytes the file from its base address on
     */
    DatasetBytes(Path path, MemorySegment bytes, Arena arena) {
        this.path = path;
        this.bytes = bytes;
        this.arena = arena;
    }

    /** All numbers of a dataset that has some. */
    MemorySegment of(String name, Dataset dataset, ElementType type, long elements) throws ModelException {
        if (elements > Long.MAX_VALUE / type.bytes()) {
            throw beyond(name, dataset);
        }
        long length = elements * type.bytes();
        if (dataset instanceof ContiguousDataset there) {
            long address = there.getDataAddress();
            if (address < 0 || address > bytes.byteSize() || length > bytes.byteSize() - address) {
                throw beyond(name, dataset);
            }
            return bytes.asSlice(address, length);
        }
        if (length / UnpackedMemory.BEST_RATIO > bytes.byteSize()) {
            throw beyond(name, dataset);
        }
        return copied(name, (DatasetBase) dataset, length);
    }

    private MemorySegment copied(String name, DatasetBase dataset, long length) throws ModelException {
        MemorySegment copy = UnpackedMemory.room(path, "dataset " + Quoted.of(name), length, arena);
        if (!(dataset instanceof ChunkedDataset chunked)) {
            put(dataset.getDataBuffer(), copy, 0);
            return copy;
        }
        int[] shape = dataset.getDimensions();
        long row = length / shape[0];
        long chunk = chunked.getChunkDimensions()[0];
        long rows = Math.min(shape[0], Math.max(chunk, SLICE / row / chunk * chunk));
        if (rows * row > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("chunks side by side hold " + rows * row + " bytes, more than an array");
        }
        long read = 0;
        long[] from = new long[shape.length];
        int[] part = shape.clone();
        for (int first = 0; first < shape[0]; first += part[0]) {
            from[0] = first;
            part[0] = (int) Math.min(rows, shape[0] - first);
            put(dataset.getSliceDataBuffer(from, part), copy, first * row);
            read += part[0] * row;
            if (read > ModelPages.WINDOW) {
                ModelPages.giveBack(bytes);
                read = 0;
            }
        }
        ModelPages.giveBack(bytes);
        return copy;
    }

    private static void put(ByteBuffer from, MemorySegment to, long at) {
        MemorySegment source = MemorySegment.ofBuffer(from);
        MemorySegment.copy(source, 0, to, at, source.byteSize());
    }

    private ModelException beyond(String name, Dataset dataset) {
        return new ModelException.Malformed(
                path,
                "dataset " + Quoted.of(name) + " of shape " + Shapes.text(dataset.getDimensionsAsLong())
                        + " does not fit into the file");
    }
}
