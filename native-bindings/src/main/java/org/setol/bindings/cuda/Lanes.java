package org.setol.bindings.cuda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The lanes of all devices. A thread that asks for one waits until one is idle; with several devices the lane that has been
 * idle longest is taken, so that layers, which come in the order of their cost, spread over them.
 */
final class Lanes {

    /** System property: lanes on each device. */
    static final String PROPERTY = "setol.gpu.lanes";

    /**
     * A decomposition of 4096 values leaves an H100 idle for most of its time: {@code Xsyevd} takes 89 ms there, the products in it
     * a few (benchmarks/NOTES.md, entries 17 and 23). So some compute at a time while others read and upload. A guess: how the time
     * for a queue falls with their number has not been measured.
     */
    private static final int ON_A_DEVICE = 4;

    private final Semaphore permits;
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final Deque<Integer> unopened = new ArrayDeque<>();
    private final List<DevicePool> pools = new ArrayList<>();

    /** On each device. */
    static int onADevice() {
        return Math.max(1, Integer.getInteger(PROPERTY, ON_A_DEVICE));
    }

    Lanes(int devices) {
        permits = new Semaphore(onADevice() * devices, true);
        for (int lane = 0; lane < onADevice(); lane++) {
            for (int device = 0; device < devices; device++) {
                unopened.add(device);
            }
        }
    }

    /** Waits for a lane and makes its device the calling thread's. */
    Lane borrow() throws CudaException, InterruptedException {
        permits.acquire();
        Optional<Lane> taken = Optional.empty();
        boolean done = false;
        try {
            Lane lane = next();
            taken = Optional.of(lane);
            lane.enter();
            done = true;
            return lane;
        } finally {
            if (!done) {
                taken.ifPresentOrElse(this::giveBack, permits::release); // as many permits as lanes, whatever happens
            }
        }
    }

    void giveBack(Lane lane) {
        synchronized (this) {
            idle.addLast(lane);
        }
        permits.release();
    }

    /** Lanes are opened before idle ones are used again: the first layers go to different devices. */
    private synchronized Lane next() throws CudaException {
        Integer device = unopened.peekFirst();
        if (device == null) {
            return idle.removeFirst();
        }
        Lane lane = Lane.open(device, pool(device));
        unopened.removeFirst();
        return lane;
    }

    private DevicePool pool(int device) throws CudaException {
        while (pools.size() <= device) {
            pools.add(new DevicePool(GpuMemory.budget(freeBytes(pools.size()))));
        }
        return pools.get(device);
    }

    private static long freeBytes(int device) throws CudaException {
        CudaCalls.runtime(cudart.cudaSetDevice(device), "cudaSetDevice");
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            CudaCalls.runtime(cudart.cudaMemGetInfo(free, total), "cudaMemGetInfo");
            return free.get();
        }
    }
}
