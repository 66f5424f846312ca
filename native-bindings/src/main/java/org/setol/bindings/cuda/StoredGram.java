package org.setol.bindings.cuda;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.setol.spectra.matrix.ElementType;

/**
 * Float32 Gram matrices of 16-bit weights by cuBLAS {@code GemmEx}, without a widened copy.
 *
 * <p><b>Accuracy.</b> Significands of 8 bits (bfloat16) or 11 (float16) have products of 16 or 22, which float32 holds exactly:
 * only sums are rounded. Inside the matrix units, however, they are cut off rather than rounded, so that the errors of a long
 * sum all have one sign and add up (on an H100 ten times ssyrk's error after 14,336 terms; benchmarks/NOTES.md, entry 17).
 * After 1024 terms it is no larger than ssyrk's for bfloat16 and 1.5 times ssyrk's for float16. So the sum is taken over panels of
 * {@value #PANEL} terms, where neither was measured, and panels are added to the float32 matrix outside those units, rounded to
 * nearest.
 */
final class StoredGram {

    /** Terms of a sum inside the matrix units: half of the shortest that was measured; shorter panels move more bytes. */
    static final int PANEL = 512;

    /** The library's names of the types. */
    private static final Map<ElementType, Integer> TYPES =
            Map.of(ElementType.BFLOAT16, cudart.CUDA_R_16BF, ElementType.FLOAT16, cudart.CUDA_R_16F);

    private StoredGram() {}

    /** The types that it is for. */
    static Set<ElementType> types() {
        return TYPES.keySet();
    }

    /** The Gram matrix on the shorter side of a matrix of that type, both triangles. */
    static void form(DeviceScope scope, DeviceMatrix matrix, ElementType type, long gram) throws CudaException {
        boolean transposed = matrix.m() >= matrix.n();
        int n = Math.min(matrix.m(), matrix.n());
        int k = Math.max(matrix.m(), matrix.n());
        long step = (transposed ? 1L : matrix.m()) * type.bytes();
        for (int from = 0; from < k; from += PANEL) {
            int terms = Math.min(PANEL, k - from);
            add(
                    scope,
                    transposed,
                    n,
                    terms,
                    matrix.address() + from * step,
                    matrix.m(),
                    Objects.requireNonNull(TYPES.get(type)),
                    from > 0,
                    gram);
        }
    }

    /** Adds A^T A when {@code transposed} (A is terms x n), else A A^T, to the Gram matrix, or begins it. */
    private static void add(
            DeviceScope scope,
            boolean transposed,
            long n,
            long terms,
            long a,
            long lda,
            int type,
            boolean further,
            long gram)
            throws CudaException {
        CudaCalls.blas(
                cublas.cublasGemmEx_64(
                        scope.lane().blas(),
                        transposed ? cublas.CUBLAS_OP_T : cublas.CUBLAS_OP_N,
                        transposed ? cublas.CUBLAS_OP_N : cublas.CUBLAS_OP_T,
                        n,
                        n,
                        terms,
                        SingleDeviceRoutines.number(scope, 1),
                        CudaPointers.at(a),
                        type,
                        lda,
                        CudaPointers.at(a),
                        type,
                        lda,
                        SingleDeviceRoutines.number(scope, further ? 1 : 0),
                        CudaPointers.at(gram),
                        cudart.CUDA_R_32F,
                        n,
                        cublas.CUBLAS_COMPUTE_32F,
                        cublas.CUBLAS_GEMM_DEFAULT),
                "cublasGemmEx");
    }
}
