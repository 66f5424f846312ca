package org.setol.bindings.cuda;

import java.util.function.Supplier;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.Device;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;

/**
 * What the CUDA backends share: a lane of a device, its memory, and what errors mean. An error of the device, its memory
 * exhausted included, is a {@link SpectrumFailure}, so that the route goes on to the next backend.
 */
abstract sealed class CudaBackend implements SpectrumBackend
        permits CudaGramBackend, CudaGesvdBackend, CudaGesvdpBackend, CudaGesvdjBackend, CudaSyevBatchedBackend {

    /** The triangle of symmetric matrices that is stored: {@code CUBLAS_FILL_MODE_LOWER}, as the compiler reads it. */
    static final int FILL_LOWER = 0;

    /** Host memory that cuSOLVER asks for beside the values, in numbers per value. */
    private static final long HOST_NUMBERS = 64;

    private final Supplier<CudaEngine> engine;

    CudaBackend(Supplier<CudaEngine> engine) {
        this.engine = engine;
    }

    @Override
    public final BackendStatus status() {
        return engine.get().status();
    }

    @Override
    public final Device device() {
        return Device.GPU;
    }

    /** Of the host: the pinned buffers of a lane and vectors. The device's memory is counted by its pool. */
    @Override
    public long workspaceBytes(SpectrumRequest request) {
        return 2 * Uploader.BUFFER + HOST_NUMBERS * Double.BYTES * Math.max(1, request.rank());
    }

    @Override
    public boolean accepts(SpectrumRequest request) {
        return true;
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return Math.max(request.rows(), request.cols()) * request.precision().epsilon();
    }

    @Override
    public final SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
        requireAsRequested(a, request);
        if (request.rank() == 0) {
            return SpectrumResult.unchecked(new double[0], name(), "none", request);
        }
        return onDevice(scope -> decompose(scope, a, request));
    }

    /** Something that is done on a device. */
    @FunctionalInterface
    interface Work<T> {
        T in(DeviceScope scope) throws CudaException;
    }

    final SpectrumOutcome onDevice(Work<SpectrumOutcome> work) {
        try {
            return engine.get().run(work);
        } catch (CudaException e) {
            return failure(e);
        }
    }

    final CudaEngine engine() {
        return engine.get();
    }

    static SpectrumFailure failure(CudaException e) {
        return new SpectrumFailure(
                e.isOutOfMemory() ? SpectrumFailure.Reason.OUT_OF_DEVICE_MEMORY : SpectrumFailure.Reason.DEVICE_FAILED,
                String.valueOf(e.getMessage()));
    }

    /** The values of a matrix with at least one element. */
    abstract SpectrumOutcome decompose(DeviceScope scope, Matrix a, SpectrumRequest request) throws CudaException;

    static void requireAsRequested(Matrix a, SpectrumRequest request) {
        if (a.rows() != request.rows() || a.cols() != request.cols() || a.precision() != request.precision()) {
            throw new IllegalArgumentException("matrix is " + a.rows() + " x " + a.cols() + " "
                    + a.precision().label() + ", request " + request);
        }
    }

    static SpectrumFailure notConverged(int info, String routine) {
        return new SpectrumFailure(
                SpectrumFailure.Reason.NOT_CONVERGED, routine + " did not converge (info = " + info + ")");
    }
}
