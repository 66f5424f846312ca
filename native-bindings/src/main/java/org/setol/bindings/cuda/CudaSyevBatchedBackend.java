package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.cuda.global.cusolver;
import org.setol.spectra.backend.BatchBackend;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Many equal small matrices at once (slices of a convolution, heads, experts, windows): their Gram matrices side by side,
 * then one cuSOLVER {@code XsyevBatched}. Where the device has no room for all, the batch is halved until it fits.
 */
public final class CudaSyevBatchedBackend extends CudaBackend implements BatchBackend {

    /** Above, one matrix is enough to fill a device. A guess, not measured. */
    private static final int LARGEST = 1024;

    public CudaSyevBatchedBackend() {
        this(CudaEngine.SHARED);
    }

    CudaSyevBatchedBackend(Supplier<CudaEngine> engine) {
        super(engine);
    }

    @Override
    public String name() {
        return "cuda-syev-batched";
    }

    @Override
    public boolean accepts(SpectrumRequest request) {
        return request.rank() <= LARGEST;
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return Math.sqrt(GramValues.noise(request));
    }

    @Override
    public double flops(SpectrumRequest request) {
        return GramValues.flops(request);
    }

    @Override
    SpectrumOutcome decompose(DeviceScope scope, Matrix a, SpectrumRequest request) throws CudaException {
        return batch(scope, List.of(a), request).getFirst();
    }

    @Override
    public List<SpectrumOutcome> singularValues(List<Matrix> matrices, SpectrumRequest request) {
        matrices.forEach(a -> requireAsRequested(a, request));
        if (request.rank() == 0) {
            return matrices.stream().map(a -> singularValues(a, request)).toList();
        }
        List<SpectrumOutcome> outcomes = new ArrayList<>();
        for (int size = Math.max(1, matrices.size()); outcomes.size() < matrices.size(); ) {
            int to = Math.min(matrices.size(), outcomes.size() + size);
            List<Matrix> part = matrices.subList(outcomes.size(), to);
            try {
                outcomes.addAll(engine().run(scope -> batch(scope, part, request)));
            } catch (CudaException e) {
                if (e.isOutOfMemory() && part.size() > 1) {
                    size = (part.size() + 1) / 2;
                } else {
                    part.forEach(a -> outcomes.add(failure(e)));
                }
            }
        }
        return outcomes;
    }

    private List<SpectrumOutcome> batch(DeviceScope scope, List<Matrix> matrices, SpectrumRequest request)
            throws CudaException {
        Precision precision = request.precision();
        DeviceRoutines routines = DeviceRoutines.of(precision);
        int n = request.rank();
        int count = matrices.size();
        long gramBytes = (long) n * n * precision.bytes();
        long grams = scope.device(count * gramBytes);
        long values = scope.device((long) count * n * precision.bytes());
        long infos = scope.device((long) count * Integer.BYTES);
        int[] exponents = new int[count];
        for (int k = 0; k < count; k++) {
            DeviceMatrix matrix = DeviceMatrix.upload(scope, matrices.get(k), routines);
            exponents[k] = matrix.exponent();
            CudaGramBackend.formGram(scope, matrix, routines, grams + k * gramBytes);
        }
        syevBatched(scope, n, count, routines.type(), grams, values, infos);
        MemorySegment info = scope.download(infos, (long) count * Integer.BYTES);
        MemorySegment all = scope.download(values, (long) count * n * precision.bytes());
        List<SpectrumOutcome> outcomes = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] own = new double[n];
            long first = (long) k * n;
            Arrays.setAll(own, i -> routines.get(all, first + i));
            int stopped = info.getAtIndex(ValueLayout.JAVA_INT, k);
            String routine = routines.name("syrk") + "+XsyevBatched";
            outcomes.add(
                    stopped != 0
                            ? notConverged(stopped, "XsyevBatched")
                            : GramValues.roots(own, exponents[k], request, name(), routine));
        }
        return outcomes;
    }

    private static void syevBatched(DeviceScope scope, int n, int count, int type, long grams, long values, long infos)
            throws CudaException {
        Lane lane = scope.lane();
        SolverWorkspace work = SolverWorkspace.of(
                scope,
                "cusolverDnXsyevBatched_bufferSize",
                (onDevice, onHost) -> cusolver.cusolverDnXsyevBatched_bufferSize(
                        lane.solver(),
                        lane.params(),
                        cusolver.CUSOLVER_EIG_MODE_NOVECTOR,
                        FILL_LOWER,
                        n,
                        type,
                        CudaPointers.at(grams),
                        n,
                        type,
                        CudaPointers.at(values),
                        type,
                        onDevice,
                        onHost,
                        count));
        CudaCalls.solver(
                cusolver.cusolverDnXsyevBatched(
                        lane.solver(),
                        lane.params(),
                        cusolver.CUSOLVER_EIG_MODE_NOVECTOR,
                        FILL_LOWER,
                        n,
                        type,
                        CudaPointers.at(grams),
                        n,
                        type,
                        CudaPointers.at(values),
                        type,
                        work.device(),
                        work.deviceBytes(),
                        work.host(),
                        work.hostBytes(),
                        CudaPointers.ints(infos),
                        count),
                "cusolverDnXsyevBatched");
        lane.await();
    }
}
