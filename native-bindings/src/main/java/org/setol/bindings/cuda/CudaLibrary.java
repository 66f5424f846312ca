package org.setol.bindings.cuda;

import java.util.List;

/**
 * The shared libraries in the order in which they must load, by the names that the JavaCPP glue was linked to, and the
 * functions of each that this package calls. {@code CudaLibraryTest} holds the lists against the calls in the code.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of are
enum CudaLibrary {
    DRIVER("libcuda.so.", 1, List.of("cuInit")),
    RUNTIME(
            "libcudart.so.",
            13,
            List.of(
                    "cudaDeviceGetAttribute",
                    "cudaDriverGetVersion",
                    "cudaFree",
                    "cudaFreeHost",
                    "cudaGetDeviceCount",
                    "cudaGetDeviceProperties",
                    "cudaGetErrorName",
                    "cudaHostAlloc",
                    "cudaMalloc",
                    "cudaMemGetInfo",
                    "cudaMemcpyAsync",
                    "cudaRuntimeGetVersion",
                    "cudaSetDevice",
                    "cudaStreamCreateWithFlags",
                    "cudaStreamDestroy",
                    "cudaStreamSynchronize")),
    BLAS_LT("libcublasLt.so.", 13, List.of()),
    BLAS(
            "libcublas.so.",
            13,
            List.of(
                    "cublasCreate_v2",
                    "cublasDestroy_v2",
                    "cublasDgeam_64",
                    "cublasDscal_v2_64",
                    "cublasDsyrk_v2_64",
                    "cublasGemmEx_64",
                    "cublasGetProperty",
                    "cublasIdamax_v2_64",
                    "cublasIsamax_v2_64",
                    "cublasSetStream_v2",
                    "cublasSgeam_64",
                    "cublasSscal_v2_64",
                    "cublasSsyrk_v2_64")),
    SPARSE("libcusparse.so.", 12, List.of()),
    SOLVER(
            "libcusolver.so.",
            12,
            List.of(
                    "cusolverDnCreate",
                    "cusolverDnCreateGesvdjInfo",
                    "cusolverDnCreateParams",
                    "cusolverDnDestroy",
                    "cusolverDnDestroyGesvdjInfo",
                    "cusolverDnDestroyParams",
                    "cusolverDnDgesvdj",
                    "cusolverDnDgesvdj_bufferSize",
                    "cusolverDnSetStream",
                    "cusolverDnSgesvdj",
                    "cusolverDnSgesvdj_bufferSize",
                    "cusolverDnXgesvd",
                    "cusolverDnXgesvd_bufferSize",
                    "cusolverDnXgesvdjSetTolerance",
                    "cusolverDnXgesvdp",
                    "cusolverDnXgesvdp_bufferSize",
                    "cusolverDnXsyevBatched",
                    "cusolverDnXsyevBatched_bufferSize",
                    "cusolverDnXsyevd",
                    "cusolverDnXsyevd_bufferSize",
                    "cusolverGetProperty")),
    SOLVER_MG("libcusolverMg.so.", 12, List.of());

    /** The CUDA release whose libraries these are. */
    static final int CUDA = 13;

    private final String stem;
    private final int major;
    private final List<String> symbols;

    CudaLibrary(String stem, int major, List<String> symbols) {
        this.stem = stem;
        this.major = major;
        this.symbols = symbols;
    }

    /** The name that the dynamic linker knows it by: {@code libcusolver.so.12}. */
    String fileName() {
        return stem + major;
    }

    /** What all releases of it begin with: {@code libcusolver.so.}. */
    String stem() {
        return stem;
    }

    /** The release that is needed: the number at the end of its name. */
    int major() {
        return major;
    }

    /** Functions that must be there. */
    List<String> symbols() {
        return symbols;
    }
}
