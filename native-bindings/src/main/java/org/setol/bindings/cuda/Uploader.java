package org.setol.bindings.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.matrix.StoredMatrix;

/**
 * Copies matrices to a device through two pinned buffers, each with a stream of its own: while one is on its way, the other
 * is filled. Where memory cannot be pinned, the driver copies from where the matrix lies, which is slower.
 */
@SuppressWarnings("restricted") // of a buffer that cudaHostAlloc made so large
final class Uploader {

    /** Bytes of a pinned buffer: some milliseconds of memcpy, so that starting a copy costs nothing beside it. */
    static final long BUFFER = 16L << 20;

    private static final int BUFFERS = 2;

    private final CUstream_st[] streams = new CUstream_st[BUFFERS];
    private final MemorySegment[] pinned = new MemorySegment[BUFFERS];
    private boolean canPin = true;

    /** With nothing in it yet. */
    Uploader() {
        Arrays.setAll(streams, i -> new CUstream_st());
        Arrays.fill(pinned, MemorySegment.NULL);
    }

    /** Makes streams and buffers on the calling thread's device. */
    void create() throws CudaException {
        for (int i = 0; i < BUFFERS; i++) {
            CudaCalls.runtime(
                    cudart.cudaStreamCreateWithFlags(streams[i], cudart.cudaStreamNonBlocking),
                    "cudaStreamCreateWithFlags");
            Pointer buffer = new Pointer();
            if (cudart.cudaHostAlloc(buffer, BUFFER, cudart.cudaHostAllocPortable) == cudart.cudaSuccess) {
                pinned[i] = MemorySegment.ofAddress(buffer.address()).reinterpret(BUFFER);
            } else {
                canPin = false;
            }
        }
    }

    /** What there is of them. */
    void destroy() {
        for (int i = 0; i < BUFFERS; i++) {
            if (pinned[i].address() != 0) {
                cudart.cudaFreeHost(CudaPointers.to(pinned[i]));
            }
            if (!streams[i].isNull()) {
                cudart.cudaStreamDestroy(streams[i]);
            }
        }
    }

    /** Copies the first {@code bytes} of {@code from} to device memory at {@code to}; on return they are there. */
    void upload(MemorySegment from, long bytes, long to) throws CudaException {
        if (!canPin) {
            copy(from, to, bytes, streams[0]);
            await(streams[0]);
            return;
        }
        toTheEnd(() -> {
            int turn = 0;
            for (long done = 0; done < bytes; done += BUFFER) {
                long piece = Math.min(BUFFER, bytes - done);
                await(streams[turn]);
                MemorySegment.copy(from, done, pinned[turn], 0, piece);
                copy(pinned[turn], to + done, piece, streams[turn]);
                turn = (turn + 1) % BUFFERS;
            }
        });
    }

    /**
     * Copies all elements, widened on the way into the buffers, so that no widened matrix lies on the host.
     *
     * @param to device memory for as many elements of the precision; on return they are there
     */
    void upload(StoredMatrix from, Precision precision, long to) throws CudaException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[] buffers =
                    canPin ? pinned : new MemorySegment[] {arena.allocate(BUFFER), arena.allocate(BUFFER)};
            toTheEnd(() -> widen(from, precision, buffers, to));
        }
    }

    private void widen(StoredMatrix from, Precision precision, MemorySegment[] buffers, long to) throws CudaException {
        long most = BUFFER / precision.bytes();
        int turn = 0;
        for (long done = 0; done < from.size(); done += most) {
            int count = (int) Math.min(most, from.size() - done);
            await(streams[turn]);
            Matrix piece = new Matrix(buffers[turn], 1, count, precision);
            Kernels.widen(from.elementType(), from.segment(), done, 1, piece, 0, count);
            copy(buffers[turn], to + done * precision.bytes(), (long) count * precision.bytes(), streams[turn]);
            turn = (turn + 1) % BUFFERS;
        }
    }

    /** Starts copies, of which some may be under way on return. */
    @FunctionalInterface
    private interface Copies {
        void start() throws CudaException;
    }

    /** Waits for both streams even when a copy has failed: others will have the buffers and the device's memory next. */
    private void toTheEnd(Copies copies) throws CudaException {
        try {
            copies.start();
            for (CUstream_st stream : streams) {
                await(stream);
            }
        } finally {
            for (CUstream_st stream : streams) {
                cudart.cudaStreamSynchronize(stream);
            }
        }
    }

    private static void copy(MemorySegment from, long to, long bytes, CUstream_st stream) throws CudaException {
        CudaCalls.runtime(
                cudart.cudaMemcpyAsync(
                        CudaPointers.at(to), CudaPointers.to(from), bytes, cudart.cudaMemcpyHostToDevice, stream),
                "cudaMemcpyAsync to the device");
    }

    private static void await(CUstream_st stream) throws CudaException {
        CudaCalls.runtime(cudart.cudaStreamSynchronize(stream), "cudaStreamSynchronize");
    }
}
