package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.cuda.global.cusolver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * cuSOLVER {@code Xgesvdp}, values only: polar decomposition (QDWH) and a symmetric eigenproblem, nearly all matrix
 * products (Sukkari, Ltaief, Keyes 2016, ACM Trans. Math. Softw. 43(1)).
 *
 * <p>A nearly singular matrix is <b>perturbed</b> until the iteration converges; the routine tells by how much, in the
 * norm of the matrix. Values are then off by as much: up to N eps sigma_max the result carries a note, beyond it is a
 * failure, and another route computes it.
 */
public final class CudaGesvdpBackend extends CudaBackend {

    /** econ: room for thin singular vectors, which the routine writes to even for values only: {@link DeviceVectors}. */
    private static final int ECONOMY = 1;

    public CudaGesvdpBackend() {
        this(CudaEngine.SHARED);
    }

    CudaGesvdpBackend(Supplier<CudaEngine> engine) {
        super(engine);
    }

    @Override
    public String name() {
        return "cuda-gesvdp";
    }

    @Override
    SpectrumOutcome decompose(DeviceScope scope, Matrix a, SpectrumRequest request) throws CudaException {
        Precision precision = request.precision();
        DeviceRoutines routines = DeviceRoutines.of(precision);
        DeviceMatrix matrix = DeviceMatrix.upload(scope, a, routines).tall(scope, routines, precision);
        DeviceSolution solution = DeviceSolution.of(scope, matrix.n(), precision);
        DeviceVectors vectors = DeviceVectors.of(scope, matrix, precision);
        double perturbation = gesvdp(scope, matrix, routines.type(), solution, vectors);
        int info = solution.info(scope, "Xgesvdp");
        if (info > 0) {
            return notConverged(info, "Xgesvdp");
        }
        double[] values = solution.ascending(scope, matrix.n(), routines, precision, matrix.exponent());
        return judged(
                SpectrumResult.unchecked(values, name(), "Xgesvdp", request),
                Math.scalb(perturbation, -matrix.exponent()),
                noiseFloor(request));
    }

    /** A result whose matrix was perturbed says so, or is refused. */
    private static SpectrumOutcome judged(SpectrumResult result, double perturbation, double allowed) {
        if (perturbation == 0) {
            return result;
        }
        double largest = result.singularValues()[result.singularValues().length - 1];
        String said = String.format(
                Locale.ROOT,
                "Xgesvdp perturbed a nearly singular matrix by %.3g of its largest value",
                perturbation / largest);
        return perturbation <= allowed * largest
                ? result.withNotes(List.of(said))
                : new SpectrumFailure(
                        SpectrumFailure.Reason.SELF_CHECK_FAILED,
                        String.format(Locale.ROOT, "%s, %.3g allowed", said, allowed));
    }

    private static double gesvdp(
            DeviceScope scope, DeviceMatrix matrix, int type, DeviceSolution solution, DeviceVectors vectors)
            throws CudaException {
        Lane lane = scope.lane();
        int m = matrix.m();
        int n = matrix.n();
        SolverWorkspace work = SolverWorkspace.of(
                scope,
                "cusolverDnXgesvdp_bufferSize",
                (onDevice, onHost) -> cusolver.cusolverDnXgesvdp_bufferSize(
                        lane.solver(),
                        lane.params(),
                        cusolver.CUSOLVER_EIG_MODE_NOVECTOR,
                        ECONOMY,
                        m,
                        n,
                        type,
                        CudaPointers.at(matrix.address()),
                        m,
                        type,
                        CudaPointers.at(solution.values()),
                        type,
                        CudaPointers.at(vectors.u()),
                        m,
                        type,
                        CudaPointers.at(vectors.v()),
                        n,
                        type,
                        onDevice,
                        onHost));
        MemorySegment error = scope.host(Double.BYTES);
        CudaCalls.solver(
                cusolver.cusolverDnXgesvdp(
                        lane.solver(),
                        lane.params(),
                        cusolver.CUSOLVER_EIG_MODE_NOVECTOR,
                        ECONOMY,
                        m,
                        n,
                        type,
                        CudaPointers.at(matrix.address()),
                        m,
                        type,
                        CudaPointers.at(solution.values()),
                        type,
                        CudaPointers.at(vectors.u()),
                        m,
                        type,
                        CudaPointers.at(vectors.v()),
                        n,
                        type,
                        work.device(),
                        work.deviceBytes(),
                        work.host(),
                        work.hostBytes(),
                        CudaPointers.ints(solution.info()),
                        CudaPointers.doubles(error.address())),
                "cusolverDnXgesvdp");
        lane.await();
        return error.get(ValueLayout.JAVA_DOUBLE, 0);
    }
}
