package org.setol.bindings.cuda;

import java.util.Set;
import java.util.function.Supplier;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.StoredBackend;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.matrix.StoredMatrix;

/**
 * Square roots of the eigenvalues of the Gram matrix on the shorter side, by cuBLAS {@code syrk} and cuSOLVER {@code
 * Xsyevd}, values only. The same mathematics, and the same price in the small values, as on the CPU: those below sqrt(N
 * eps) sigma_max are noise.
 *
 * <p>Weights go to the device from where they lie, without a copy on the host, which at 4096 x 4096 took as long as the decomposition
 * (benchmarks/NOTES.md, entry 23): in the precision itself as they are; in float32 those stored in 16 bits too, half the bytes
 * ({@link StoredGram}); in float64 narrower ones are widened on the way, piece by piece.
 *
 * <p>On the device: the matrix, n^2 numbers of the Gram matrix, and cuSOLVER's workspace. Sizes are passed in 64 bits; inside, some
 * releases of {@code Xsyevd} count in 32 and refuse to tell their workspace from about 25,000 values on (NVIDIA/CUDALibrarySamples,
 * issue 246). So it is asked for before anything is uploaded, and such a matrix goes on to the next backend.
 */
public final class CudaGramBackend extends CudaBackend implements StoredBackend {

    private static final Set<ElementType> IN_FLOAT32 =
            Set.of(ElementType.BFLOAT16, ElementType.FLOAT16, ElementType.FLOAT32);

    private static final Set<ElementType> IN_FLOAT64 =
            Set.of(ElementType.BFLOAT16, ElementType.FLOAT16, ElementType.FLOAT32, ElementType.FLOAT64);

    public CudaGramBackend() {
        this(CudaEngine.SHARED);
    }

    CudaGramBackend(Supplier<CudaEngine> engine) {
        super(engine);
    }

    @Override
    public String name() {
        return BackendNames.CUDA_GRAM;
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
        Precision precision = request.precision();
        DeviceRoutines routines = DeviceRoutines.of(precision);
        Eigenproblem eigen = Eigenproblem.of(scope, request.rank(), precision);
        DeviceMatrix matrix = DeviceMatrix.upload(scope, a, routines);
        formGram(scope, matrix, routines, eigen.gram());
        return values(scope, eigen, request, matrix.exponent(), routines.name("syrk"));
    }

    @Override
    public Set<ElementType> storedTypes(Precision precision) {
        return precision == Precision.FLOAT32 ? IN_FLOAT32 : IN_FLOAT64;
    }

    @Override
    public SpectrumOutcome singularValues(StoredMatrix a, SpectrumRequest request) {
        if (!storedTypes(request.precision()).contains(a.elementType())
                || a.size() != (long) request.rows() * request.cols()
                || Math.min(a.rows(), a.cols()) != request.rank()) {
            throw new IllegalArgumentException("matrix is " + a.rows() + " x " + a.cols() + " "
                    + a.elementType().label() + ", request " + request);
        }
        return onDevice(scope -> {
            Eigenproblem eigen = Eigenproblem.of(scope, request.rank(), request.precision());
            boolean widened = request.precision() == Precision.FLOAT64 && a.elementType() != ElementType.FLOAT64;
            DeviceMatrix matrix = widened
                    ? DeviceMatrix.uploadWidened(scope, a, request.precision())
                    : DeviceMatrix.uploadStored(scope, a);
            String product = formGram(scope, matrix, a.elementType(), request.precision(), eigen.gram());
            return values(scope, eigen, request, matrix.exponent(), product);
        });
    }

    /** Of weights of that type; tells by what routine. */
    private static String formGram(
            DeviceScope scope, DeviceMatrix matrix, ElementType type, Precision precision, long gram)
            throws CudaException {
        if (precision == Precision.FLOAT32 && type != ElementType.FLOAT32) {
            StoredGram.form(scope, matrix, type, gram);
            return "GemmEx (" + type.label() + ")";
        }
        DeviceRoutines routines = DeviceRoutines.of(precision);
        formGram(scope, matrix, routines, gram);
        return routines.name("syrk");
    }

    /** Of a matrix times 2^exponent, from its Gram matrix, which is destroyed. */
    private SpectrumOutcome values(
            DeviceScope scope, Eigenproblem eigen, SpectrumRequest request, int exponent, String product)
            throws CudaException {
        Precision precision = request.precision();
        DeviceRoutines routines = DeviceRoutines.of(precision);
        int n = request.rank();
        eigen.solve(scope);
        int info = eigen.solution().info(scope, "Xsyevd");
        return info > 0
                ? notConverged(info, "Xsyevd")
                : GramValues.roots(
                        eigen.solution().values(scope, n, routines, precision),
                        exponent,
                        request,
                        name(),
                        product + "+Xsyevd");
    }

    /** The lower triangle of the Gram matrix on the shorter side. */
    static void formGram(DeviceScope scope, DeviceMatrix matrix, DeviceRoutines routines, long gram)
            throws CudaException {
        boolean transposed = matrix.m() >= matrix.n();
        int n = Math.min(matrix.m(), matrix.n());
        int k = Math.max(matrix.m(), matrix.n());
        routines.syrk(scope, transposed, n, k, matrix.address(), matrix.m(), gram);
    }
}
