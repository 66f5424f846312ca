package org.setol.bindings.cuda;

import java.util.Set;
import org.bytedeco.cuda.global.cudart;
import org.setol.bindings.cuda.CudaException.Kind;

/** What the return codes of the three libraries mean. */
final class CudaCalls {

    private static final int CUBLAS_ALLOC_FAILED = 3;
    private static final int CUSOLVER_ALLOC_FAILED = 2;

    /**
     * Errors that leave the process in an inconsistent state, so that all further CUDA work returns them again and only a new
     * process can use CUDA (CUDA Runtime API, {@code cudaError}); and errors of the hardware.
     */
    private static final Set<Integer> STICKY = Set.of(
            cudart.cudaErrorECCUncorrectable,
            cudart.cudaErrorNvlinkUncorrectable,
            cudart.cudaErrorContained,
            cudart.cudaErrorIllegalAddress,
            cudart.cudaErrorLaunchTimeout,
            cudart.cudaErrorContextIsDestroyed,
            cudart.cudaErrorAssert,
            cudart.cudaErrorHardwareStackError,
            cudart.cudaErrorIllegalInstruction,
            cudart.cudaErrorMisalignedAddress,
            cudart.cudaErrorInvalidAddressSpace,
            cudart.cudaErrorInvalidPc,
            cudart.cudaErrorLaunchFailure,
            cudart.cudaErrorTensorMemoryLeak,
            cudart.cudaErrorExternalDevice);

    private CudaCalls() {}

    /** Of the runtime: {@code cudaMalloc} and its like. */
    static void runtime(int code, String call) throws CudaException {
        if (code == cudart.cudaSuccess) {
            return;
        }
        Kind otherwise = code == cudart.cudaErrorMemoryAllocation ? Kind.OUT_OF_MEMORY : Kind.FAILED;
        throw new CudaException(message(code, call), STICKY.contains(code) ? Kind.LOST : otherwise);
    }

    /**
     * An error, told from one that has ended all use of the device: the libraries' codes do not say which of the two it was, and
     * the runtime's next answer does.
     *
     * @param next what the runtime has answered since
     */
    static CudaException withAftermath(CudaException error, int next, String call) {
        return error.kind() != Kind.LOST && STICKY.contains(next)
                ? new CudaException(error.getMessage() + ", then " + message(next, call), Kind.LOST)
                : error;
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
            throw new CudaException(
                    call + ": status " + code, code == allocationFailed ? Kind.OUT_OF_MEMORY : Kind.FAILED);
        }
    }
}
