package org.setol.bindings.cuda;

import org.setol.spectra.backend.BackendStatus;

/** The devices of this process, with lanes on them once something is computed. */
final class CudaEngine {

    private final Cuda cuda;
    private final Lanes lanes;

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
     * Waits for a lane and does the work on it.
     *
     * @throws IllegalStateException when CUDA is not available
     * @throws CudaException when the device fails, or has not enough memory
     */
    <T> T run(CudaBackend.Work<T> work) throws CudaException {
        if (cuda.status() instanceof BackendStatus.Unavailable unavailable) {
            throw new IllegalStateException(unavailable.reason() + "; " + unavailable.remedy());
        }
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
