package org.setol.bindings.cuda;

import org.bytedeco.cuda.global.cudart;

/** What the return codes of the three libraries mean. */
final class CudaCalls {

    private static final int CUBLAS_ALLOC_FAILED = 3;
    private static final int CUSOLVER_ALLOC_FAILED = 2;

    private CudaCalls() {}

    /** Of the runtime: {@code cudaMalloc} and its like. */
    static void runtime(int code, String call) throws CudaException {
        if (code != cudart.cudaSuccess) {
            throw new CudaException(message(code, call), code == cudart.cudaErrorMemoryAllocation);
        }
    }

    /** {@code cudaGetDeviceCount: error 3 (cudaErrorInitializationError)}. */
    static String message(int code, String call) {
        return call + ": error " + code + " (" + cudart.cudaGetErrorName(code).getString() + ")";
    }

    /** Of cuBLAS. */
    static void blas(int code, String call) throws CudaException {
        status(code, call, CUBLAS_ALLOC_FAILED);
    }

    /** Of cuSOLVER. */
    static void solver(int code, String call) throws CudaException {
        status(code, call, CUSOLVER_ALLOC_FAILED);
    }

    private static void status(int code, String call, int allocationFailed) throws CudaException {
        if (code != 0) {
            throw new CudaException(call + ": status " + code, code == allocationFailed);
        }
    }
}
