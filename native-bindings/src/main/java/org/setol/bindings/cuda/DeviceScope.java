package org.setol.bindings.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.global.cudart;

/** Memory on the device, and small buffers on the host, for one decomposition; goes back to the pool when closed. */
final class DeviceScope implements AutoCloseable {

    private static final long ALIGNMENT = 64;

    private final Lane lane;
    private final Arena host = Arena.ofConfined();
    private final List<DevicePool.Block> blocks = new ArrayList<>();

    DeviceScope(Lane lane) {
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }

    /** Of host memory that goes with the scope. */
    Arena arena() {
        return host;
    }

    /** The address of so many bytes on the device. */
    long device(long bytes) throws CudaException {
        DevicePool.Block block = lane.pool().take(Math.max(1, bytes));
        blocks.add(block);
        return block.address();
    }

    /** So many bytes on the host. */
    MemorySegment host(long bytes) {
        return host.allocate(Math.max(1, bytes), ALIGNMENT);
    }

    /** Bytes at a device address, after all that the stream has been asked for. */
    MemorySegment download(long address, long bytes) throws CudaException {
        MemorySegment to = host(bytes);
        CudaCalls.runtime(
                cudart.cudaMemcpyAsync(
                        CudaPointers.to(to),
                        CudaPointers.at(address),
                        bytes,
                        cudart.cudaMemcpyDeviceToHost,
                        lane.stream()),
                "cudaMemcpyAsync from the device");
        lane.await();
        return to;
    }

    /** Waits for the stream first: after an error work may still be under way in the blocks. */
    @Override
    public void close() {
        cudart.cudaStreamSynchronize(lane.stream());
        blocks.forEach(lane.pool()::giveBack);
        host.close();
    }
}
