package org.setol.bindings.cuda;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory of one device, up to a budget. Blocks that come back are kept for the next layer, as {@code cudaMalloc} and {@code
 * cudaFree} wait for the whole device; they are freed when the budget or the device has no room for a new one.
 */
final class DevicePool {

    /** A block serves a request of at least half its size; a larger one would keep memory from others. */
    private static final int WASTE = 2;

    /** Requests are rounded up to a multiple of an eighth of their power of two, so that layers of like shapes share blocks. */
    private static final int EIGHTH = 3;

    private static final long SMALLEST = 4096;

    private final long budget;
    private final List<Block> idle = new ArrayList<>();
    private long allocated;

    DevicePool(long budget) {
        this.budget = budget;
    }

    /** Device memory at {@code address}. */
    record Block(long address, long bytes) {}

    /**
     * Memory for at least so many bytes.
     *
     * @throws CudaException out of memory, when neither budget nor device has room, although all idle blocks are freed
     */
    synchronized Block take(long bytes) throws CudaException {
        long size = rounded(bytes);
        Optional<Block> reused = idle.stream()
                .filter(block -> block.bytes() >= size && block.bytes() / WASTE <= size)
                .min(Comparator.comparingLong(Block::bytes));
        if (reused.isPresent()) {
            idle.remove(reused.get());
            return reused.get();
        }
        if (allocated + size > budget) {
            freeIdle();
        }
        if (allocated + size > budget) {
            throw new CudaException(
                    String.format(
                            Locale.ROOT,
                            "%,d more bytes of device memory are needed, %,d of the budget of %,d are in use",
                            size,
                            allocated,
                            budget),
                    CudaException.Kind.OUT_OF_MEMORY);
        }
        return allocate(size);
    }

    synchronized void giveBack(Block block) {
        idle.add(block);
    }

    /** Frees what nobody uses. */
    synchronized void freeIdle() throws CudaException {
        while (!idle.isEmpty()) {
            Block block = idle.removeLast(); // first: what could not be freed must not be given out
            allocated -= block.bytes();
            CudaCalls.runtime(cudart.cudaFree(CudaPointers.at(block.address())), "cudaFree");
        }
    }

    /** Bytes that are allocated on the device now, in use or idle. */
    synchronized long allocatedBytes() {
        return allocated;
    }

    private Block allocate(long size) throws CudaException {
        Pointer pointer = new Pointer();
        int code = cudart.cudaMalloc(pointer, size);
        if (code == cudart.cudaErrorMemoryAllocation && !idle.isEmpty()) {
            freeIdle();
            code = cudart.cudaMalloc(pointer, size);
        }
        CudaCalls.runtime(code, "cudaMalloc of " + size + " bytes");
        allocated += size;
        return new Block(pointer.address(), size);
    }

    private static long rounded(long bytes) {
        long least = Math.max(bytes, SMALLEST);
        long step = Long.highestOneBit(least) >> EIGHTH;
        return (least + step - 1) / step * step;
    }
}
