package org.setol.bindings.cuda;

import org.bytedeco.cuda.global.cusolver;
import org.setol.spectra.matrix.Precision;

/**
 * Room on the device for a Gram matrix and all that {@code Xsyevd} needs to find its eigenvalues.
 *
 * @param n order of the matrix
 * @param type of its elements, as the library calls it
 * @param gram its address; its lower triangle is read, and destroyed
 */
record Eigenproblem(int n, int type, long gram, DeviceSolution solution, SolverWorkspace work) {

    static Eigenproblem of(DeviceScope scope, int n, Precision precision) throws CudaException {
        Lane lane = scope.lane();
        int type = DeviceRoutines.of(precision).type();
        long gram = scope.device((long) n * n * precision.bytes());
        DeviceSolution solution = DeviceSolution.of(scope, n, precision);
        SolverWorkspace work = SolverWorkspace.of(
                scope,
                "cusolverDnXsyevd_bufferSize",
                (onDevice, onHost) -> cusolver.cusolverDnXsyevd_bufferSize(
                        lane.solver(),
                        lane.params(),
                        cusolver.CUSOLVER_EIG_MODE_NOVECTOR,
                        CudaBackend.FILL_LOWER,
                        n,
                        type,
                        CudaPointers.at(gram),
                        n,
                        type,
                        CudaPointers.at(solution.values()),
                        type,
                        onDevice,
                        onHost));
        return new Eigenproblem(n, type, gram, solution, work);
    }

    /** Finds the eigenvalues, once the matrix is there. */
    void solve(DeviceScope scope) throws CudaException {
        Lane lane = scope.lane();
        CudaCalls.solver(
                cusolver.cusolverDnXsyevd(
                        lane.solver(),
                        lane.params(),
                        cusolver.CUSOLVER_EIG_MODE_NOVECTOR,
                        CudaBackend.FILL_LOWER,
                        n,
                        type,
                        CudaPointers.at(gram),
                        n,
                        type,
                        CudaPointers.at(solution.values()),
                        type,
                        work.device(),
                        work.deviceBytes(),
                        work.host(),
                        work.hostBytes(),
                        CudaPointers.ints(solution.info())),
                "cusolverDnXsyevd");
        lane.await();
    }
}
