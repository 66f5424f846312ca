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

    /** That of CUDA, until an error ends all use of it. */
    private volatile BackendStatus status;

    /** Held by all that compute, and by one alone that has found no room beside them. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    CudaEngine(Cuda cuda) {
        this.cuda = cuda;
        this.lanes = new Lanes(cuda.devices().stream().map(CudaDevice::index).toList());
        this.status = cuda.status();
    }

    /** The one that all backends share. */
    static CudaEngine shared() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        static final CudaEngine ENGINE = new CudaEngine(Cuda.shared());
    }

    /** As it was found when the process started. */
    Cuda cuda() {
        return cuda;
    }

    /** Whether something can be computed now: a device that was given up stays unavailable. */
    BackendStatus status() {
        return status;
    }

    /**
     * Waits for a lane and does the work on it. Where that runs out of device memory it is done once more, from its start, when
     * no other lane holds any.
     *
     * <p>An error after which CUDA answers nothing else ends all use of it by this process: {@link #status} says so from then
     * on, and work that is asked for nevertheless fails without touching the device.
     *
     * @throws IllegalStateException when CUDA was never available
     * @throws CudaException when the device fails, was given up, or has not enough memory even so
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
            return orGiveUp(() -> onBorrowed(borrow(), work));
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> T alone(CudaBackend.Work<T> work) throws CudaException {
        lock.writeLock().lock();
        try {
            return orGiveUp(() -> {
                lanes.freeIdle(); // first: a lane that is opened takes memory too
                return onBorrowed(borrow(), work);
            });
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What may end all use of CUDA. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws CudaException;
    }

    private <T> T orGiveUp(Call<T> call) throws CudaException {
        requireNotGivenUp();
        try {
            return call.make();
        } catch (CudaException e) {
            if (e.kind() == CudaException.Kind.LOST) {
                giveUp(e);
            }
            throw e;
        }
    }

    private <T> T onBorrowed(Lane lane, CudaBackend.Work<T> work) throws CudaException {
        try (DeviceScope scope = new DeviceScope(lane)) {
            requireNotGivenUp(); // while it waited for the lane
            return work.in(scope);
        } catch (CudaException e) {
            throw lane.withAftermath(e);
        } finally {
            lanes.giveBack(lane);
        }
    }

    private void requireNotGivenUp() throws CudaException {
        if (status() instanceof BackendStatus.Unavailable unavailable) {
            throw new CudaException(unavailable.reason(), CudaException.Kind.LOST);
        }
    }

    /** The first error is the cause; what comes after it only repeats it. */
    private synchronized void giveUp(CudaException e) {
        if (status instanceof BackendStatus.Available) {
            status = new BackendStatus.Unavailable(
                    BackendStatus.Cause.BROKEN,
                    "the GPU was given up after " + e.getMessage(),
                    "only a new process can use it again: start setol anew, or name a backend that does without it");
        }
    }

    private Lane borrow() throws CudaException {
        try {
            return lanes.borrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CudaException("interrupted while waiting for a device", CudaException.Kind.FAILED);
        }
    }
}
