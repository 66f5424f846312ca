package org.setol.bindings.cuda;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.setol.spectra.backend.BackendStatus;

/** The devices of this process, with lanes on them once something is computed. */
final class CudaEngine {

    /** The one that all backends share; one lambda for all, as each costs a start a little. */
    static final Supplier<CudaEngine> SHARED = CudaEngine::shared;

    private final Cuda cuda;
    private final Lanes lanes;

    /** Held by all that compute, and by one alone that has found no room beside them. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    CudaEngine(Cuda cuda) {
        this.cuda = cuda;
        this.lanes = new Lanes(cuda.devices().size());
    }

    /** The one that all backends share. */
    static CudaEngine shared() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        static final CudaEngine ENGINE = new CudaEngine(Cuda.shared());
    }

    Cuda cuda() {
        return cuda;
    }

    /**
     * Waits for a lane and does the work on it. Where that runs out of device memory it is done once more, from its start, when
     * no other lane holds any.
     *
     * @throws IllegalStateException when CUDA is not available
     * @throws CudaException when the device fails, or has not enough memory even so
     */
    <T> T run(CudaBackend.Work<T> work) throws CudaException {
        if (cuda.status() instanceof BackendStatus.Unavailable unavailable) {
            throw new IllegalStateException(unavailable.reason() + "; " + unavailable.remedy());
        }
        try {
            return beside(work);
        } catch (CudaException e) {
            if (!e.isOutOfMemory()) {
                throw e;
            }
            return alone(work);
        }
    }

    private <T> T beside(CudaBackend.Work<T> work) throws CudaException {
        lock.readLock().lock();
        try {
            return onLane(work);
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> T alone(CudaBackend.Work<T> work) throws CudaException {
        lock.writeLock().lock();
        try {
            return onLane(scope -> {
                scope.lane().pool().freeIdle();
                return work.in(scope);
            });
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> T onLane(CudaBackend.Work<T> work) throws CudaException {
        Lane lane = borrow();
        try (DeviceScope scope = new DeviceScope(lane)) {
            return work.in(scope);
        } finally {
            lanes.giveBack(lane);
        }
    }

    private Lane borrow() throws CudaException {
        try {
            return lanes.borrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CudaException("interrupted while waiting for a device", false);
        }
    }
}
