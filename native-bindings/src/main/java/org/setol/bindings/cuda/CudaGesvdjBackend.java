package org.setol.bindings.cuda;

import java.util.function.Supplier;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * cuSOLVER {@code gesvdj}, values only: Jacobi rotations. Refuses matrices with more than {@value #LARGEST} values: beyond,
 * others have found it inaccurate (its tolerance is on off-diagonal norms, and sweeps are limited), and slower than the rest.
 * Rotations go on until columns are orthogonal to the precision: cuSOLVER's own tolerance is the same for both precisions, and
 * what float32 cannot reach it turns for up to 100 sweeps, each of which rounds every column once more. Float32 was off by 2 N eps
 * there (benchmarks/NOTES.md, entry 23). The routine counts in 32 bits; a workspace that does not fit into them is a failure, not a crash.
 */
public final class CudaGesvdjBackend extends CudaBackend {

    private static final int LARGEST = 2048;

    public CudaGesvdjBackend() {
        this(CudaEngine.SHARED);
    }

    CudaGesvdjBackend(Supplier<CudaEngine> engine) {
        super(engine);
    }

    @Override
    public String name() {
        return "cuda-gesvdj";
    }

    @Override
    public boolean accepts(SpectrumRequest request) {
        return request.rank() <= LARGEST && (long) request.rows() * request.cols() <= Integer.MAX_VALUE;
    }

    @Override
    SpectrumOutcome decompose(DeviceScope scope, Matrix a, SpectrumRequest request) throws CudaException {
        Precision precision = request.precision();
        DeviceRoutines routines = DeviceRoutines.of(precision);
        DeviceMatrix matrix = DeviceMatrix.upload(scope, a, routines).tall(scope, routines, precision);
        DeviceSolution solution = DeviceSolution.of(scope, matrix.n(), precision);
        DeviceVectors vectors = DeviceVectors.of(scope, matrix, precision);
        scope.lane().jacobiTolerance(precision);
        int size = routines.jacobiSize(scope, matrix.m(), matrix.n(), matrix.address(), solution.values(), vectors);
        if (size < 0) {
            return new SpectrumFailure(
                    SpectrumFailure.Reason.DEVICE_FAILED, "gesvdj's workspace does not fit into 32 bits");
        }
        long work = scope.device((long) size * precision.bytes());
        routines.jacobi(
                scope,
                matrix.m(),
                matrix.n(),
                matrix.address(),
                solution.values(),
                vectors,
                work,
                size,
                solution.info());
        String routine = routines.name("gesvdj");
        int info = solution.info(scope, routine);
        return info > 0
                ? notConverged(info, routine)
                : SpectrumResult.unchecked(
                        solution.ascending(scope, matrix.n(), routines, precision, matrix.exponent()),
                        name(),
                        routine,
                        request);
    }
}
