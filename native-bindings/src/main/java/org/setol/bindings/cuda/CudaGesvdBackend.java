package org.setol.bindings.cuda;

import java.util.function.Supplier;
import org.bytedeco.cuda.global.cusolver;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * cuSOLVER {@code Xgesvd}, values only: bidiagonal reduction and QR iteration, backward stable like LAPACK's gesvd. The
 * routine takes no wide matrices: those are transposed on the device first, into as much memory again.
 */
public final class CudaGesvdBackend extends CudaBackend {

    private static final byte NONE = 'N';

    public CudaGesvdBackend() {
        this(CudaEngine.SHARED);
    }

    CudaGesvdBackend(Supplier<CudaEngine> engine) {
        super(engine);
    }

    @Override
    public String name() {
        return "cuda-gesvd";
    }

    @Override
    SpectrumOutcome decompose(DeviceScope scope, Matrix a, SpectrumRequest request) throws CudaException {
        Precision precision = request.precision();
        DeviceRoutines routines = DeviceRoutines.of(precision);
        DeviceMatrix matrix = DeviceMatrix.upload(scope, a, routines).tall(scope, routines, precision);
        DeviceSolution solution = DeviceSolution.of(scope, matrix.n(), precision);
        gesvd(scope, matrix, routines.type(), solution);
        int info = solution.info(scope, "Xgesvd");
        return info > 0
                ? notConverged(info, "Xgesvd")
                : SpectrumResult.unchecked(
                        solution.ascending(scope, matrix.n(), routines, precision, matrix.exponent()),
                        name(),
                        "Xgesvd",
                        request);
    }

    private static void gesvd(DeviceScope scope, DeviceMatrix matrix, int type, DeviceSolution solution)
            throws CudaException {
        Lane lane = scope.lane();
        int m = matrix.m();
        int n = matrix.n();
        SolverWorkspace work = SolverWorkspace.of(
                scope,
                "cusolverDnXgesvd_bufferSize",
                (onDevice, onHost) -> cusolver.cusolverDnXgesvd_bufferSize(
                        lane.solver(),
                        lane.params(),
                        NONE,
                        NONE,
                        m,
                        n,
                        type,
                        CudaPointers.at(matrix.address()),
                        m,
                        type,
                        CudaPointers.at(solution.values()),
                        type,
                        CudaPointers.at(0),
                        m,
                        type,
                        CudaPointers.at(0),
                        n,
                        type,
                        onDevice,
                        onHost));
        CudaCalls.solver(
                cusolver.cusolverDnXgesvd(
                        lane.solver(),
                        lane.params(),
                        NONE,
                        NONE,
                        m,
                        n,
                        type,
                        CudaPointers.at(matrix.address()),
                        m,
                        type,
                        CudaPointers.at(solution.values()),
                        type,
                        CudaPointers.at(0),
                        m,
                        type,
                        CudaPointers.at(0),
                        n,
                        type,
                        work.device(),
                        work.deviceBytes(),
                        work.host(),
                        work.hostBytes(),
                        CudaPointers.ints(solution.info())),
                "cusolverDnXgesvd");
        lane.await();
    }
}
