package org.setol.bindings.cuda;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cusolver.cusolverDnContext;
import org.bytedeco.cuda.cusolver.cusolverDnParams;
import org.bytedeco.cuda.cusolver.gesvdjInfo;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cusolver;
import org.setol.spectra.matrix.Precision;

/**
 * What one decomposition needs of a device: a stream to compute on, handles of both libraries on it, and a way to upload.
 * One thread at a time uses it; two lanes on a device let the upload of one layer run under the decomposition of another.
 */
final class Lane {

    private final int device;
    private final DevicePool pool;
    private final CUstream_st stream = new CUstream_st();
    private final cublasContext blas = new cublasContext();
    private final cusolverDnContext solver = new cusolverDnContext();
    private final cusolverDnParams params = new cusolverDnParams();
    private final gesvdjInfo jacobi = new gesvdjInfo();
    private final Uploader uploader = new Uploader();

    private Lane(int device, DevicePool pool) {
        this.device = device;
        this.pool = pool;
    }

    /** Makes all of it, or leaves nothing behind. */
    static Lane open(int device, DevicePool pool) throws CudaException {
        Lane lane = new Lane(device, pool);
        boolean done = false;
        try {
            lane.create();
            done = true;
            return lane;
        } finally {
            if (!done) {
                lane.destroy();
            }
        }
    }

    private void create() throws CudaException {
        enter();
        CudaCalls.runtime(
                cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking), "cudaStreamCreateWithFlags");
        CudaCalls.blas(cublas.cublasCreate_v2(blas), "cublasCreate");
        CudaCalls.blas(cublas.cublasSetStream_v2(blas, stream), "cublasSetStream");
        CudaCalls.solver(cusolver.cusolverDnCreate(solver), "cusolverDnCreate");
        CudaCalls.solver(cusolver.cusolverDnSetStream(solver, stream), "cusolverDnSetStream");
        CudaCalls.solver(cusolver.cusolverDnCreateParams(params), "cusolverDnCreateParams");
        CudaCalls.solver(cusolver.cusolverDnCreateGesvdjInfo(jacobi), "cusolverDnCreateGesvdjInfo");
        uploader.create();
    }

    /** What there is of it; errors are left to the one that led here. */
    private void destroy() {
        uploader.destroy();
        if (!jacobi.isNull()) {
            cusolver.cusolverDnDestroyGesvdjInfo(jacobi);
        }
        if (!params.isNull()) {
            cusolver.cusolverDnDestroyParams(params);
        }
        if (!solver.isNull()) {
            cusolver.cusolverDnDestroy(solver);
        }
        if (!blas.isNull()) {
            cublas.cublasDestroy_v2(blas);
        }
        if (!stream.isNull()) {
            cudart.cudaStreamDestroy(stream);
        }
    }

    /** Makes the device that of the calling thread. */
    void enter() throws CudaException {
        CudaCalls.runtime(cudart.cudaSetDevice(device), "cudaSetDevice");
    }

    int device() {
        return device;
    }

    DevicePool pool() {
        return pool;
    }

    CUstream_st stream() {
        return stream;
    }

    cublasContext blas() {
        return blas;
    }

    cusolverDnContext solver() {
        return solver;
    }

    cusolverDnParams params() {
        return params;
    }

    gesvdjInfo jacobi() {
        return jacobi;
    }

    /** From which cosine on two columns are orthogonal enough for gesvdj. */
    void jacobiTolerance(Precision precision) throws CudaException {
        CudaCalls.solver(
                cusolver.cusolverDnXgesvdjSetTolerance(jacobi, precision.epsilon()), "cusolverDnXgesvdjSetTolerance");
    }

    Uploader uploader() {
        return uploader;
    }

    /** The error, told from one after which the device cannot be used any more. */
    CudaException withAftermath(CudaException error) {
        return CudaCalls.withAftermath(error, cudart.cudaStreamSynchronize(stream), "cudaStreamSynchronize");
    }

    /** Waits until all that was asked of the stream is done. */
    void await() throws CudaException {
        CudaCalls.runtime(cudart.cudaStreamSynchronize(stream), "cudaStreamSynchronize");
    }
}
