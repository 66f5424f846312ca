package org.setol.bindings.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bytedeco.cuda.global.cudart;

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

    private final int devices;
    private final Semaphore permits;
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final Deque<Integer> unopened = new ArrayDeque<>();
    private final Map<Integer, DevicePool> pools = new HashMap<>();
    private int opened;

    /** On each device. */
    static int onADevice() {
        return Math.max(1, Integer.getInteger(PROPERTY, ON_A_DEVICE));
    }

    /** @param devices by the numbers that the runtime gives them */
    Lanes(List<Integer> devices) {
        this.devices = devices.size();
        permits = new Semaphore(onADevice() * devices.size(), true);
        for (int lane = 0; lane < onADevice(); lane++) {
            unopened.addAll(devices);
        }
    }

    /** Waits for a lane and makes its device the calling thread's. */
    Lane borrow() throws CudaException, InterruptedException {
        Optional<Lane> taken = take();
        while (taken.isEmpty()) {
            taken = take();
        }
        Lane lane = taken.get();
        boolean entered = false;
        try {
            lane.enter();
            entered = true;
            return lane;
        } finally {
            if (!entered) {
                giveBack(lane);
            }
        }
    }

    /** Empty when a lane was given up, and its permit with it. */
    private Optional<Lane> take() throws CudaException, InterruptedException {
        permits.acquire();
        boolean done = false;
        try {
            Optional<Lane> lane = next();
            done = true;
            return lane;
        } finally {
            if (!done) {
                permits.release(); // as many permits as lanes, whatever happens
            }
        }
    }

    void giveBack(Lane lane) {
        synchronized (this) {
            idle.addLast(lane);
        }
        permits.release();
    }

    /**
     * Lanes are opened before idle ones are used again: the first layers go to different devices. One that does not open beside
     * others is given up, as what it lacks, a device or memory, it would lack at the next layer too. Before there are any, each
     * device has a try.
     */
    private synchronized Optional<Lane> next() throws CudaException {
        if (unopened.isEmpty()) {
            return Optional.of(idle.removeFirst());
        }
        for (int tries = 1; ; tries++) {
            try {
                return Optional.of(open(unopened.getFirst()));
            } catch (CudaException e) {
                boolean lost = e.kind() == CudaException.Kind.LOST;
                int device = unopened.removeFirst();
                if (opened > 0 && !lost) {
                    return Optional.empty();
                }
                unopened.addLast(device);
                if (lost || tries == devices) {
                    throw e;
                }
            }
        }
    }

    private Lane open(int device) throws CudaException {
        Lane lane = Lane.open(device, pool(device));
        unopened.removeFirst();
        opened++;
        return lane;
    }

    private DevicePool pool(int device) throws CudaException {
        if (!pools.containsKey(device)) {
            pools.put(device, new DevicePool(GpuMemory.budget(freeBytes(device))));
        }
        return Optional.ofNullable(pools.get(device)).orElseThrow();
    }

    /** Frees what nobody uses, on all devices. */
    synchronized void freeIdle() throws CudaException {
        for (Map.Entry<Integer, DevicePool> pool : pools.entrySet()) {
            enter(pool.getKey()); // else the runtime would begin with the first device, which may be unusable
            pool.getValue().freeIdle();
        }
    }

    private static long freeBytes(int device) throws CudaException {
        enter(device);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment free = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment total = arena.allocate(ValueLayout.JAVA_LONG);
            CudaCalls.runtime(
                    cudart.cudaMemGetInfo(CudaPointers.sizes(free.address()), CudaPointers.sizes(total.address())),
                    "cudaMemGetInfo");
            return free.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    private static void enter(int device) throws CudaException {
        CudaCalls.runtime(cudart.cudaSetDevice(device), "cudaSetDevice");
    }
}
