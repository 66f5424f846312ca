package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cusolver;
import org.bytedeco.javacpp.FloatPointer;

/** In float32. */
record SingleDeviceRoutines() implements DeviceRoutines {

    @Override
    public String name(String routine) {
        return "s" + routine;
    }

    @Override
    public int type() {
        return cudart.CUDA_R_32F;
    }

    @Override
    public double get(MemorySegment vector, long i) {
        return vector.getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }

    @Override
    public long largest(DeviceScope scope, long count, long vector) throws CudaException {
        MemorySegment position = scope.host(Long.BYTES);
        CudaCalls.blas(
                cublas.cublasIsamax_v2_64(
                        scope.lane().blas(),
                        count,
                        CudaPointers.floats(vector),
                        1,
                        CudaPointers.longs(position.address())),
                "cublasIsamax");
        scope.lane().await();
        return position.get(ValueLayout.JAVA_LONG, 0) - 1;
    }

    @Override
    public void scale(DeviceScope scope, long count, double factor, long vector) throws CudaException {
        CudaCalls.blas(
                cublas.cublasSscal_v2_64(
                        scope.lane().blas(), count, number(scope, factor), CudaPointers.floats(vector), 1),
                "cublasSscal");
    }

    @Override
    public void transpose(DeviceScope scope, long m, long n, long a, long to) throws CudaException {
        CudaCalls.blas(
                cublas.cublasSgeam_64(
                        scope.lane().blas(),
                        cublas.CUBLAS_OP_T,
                        cublas.CUBLAS_OP_N,
                        n,
                        m,
                        number(scope, 1),
                        CudaPointers.floats(a),
                        m,
                        number(scope, 0),
                        CudaPointers.floats(to),
                        n,
                        CudaPointers.floats(to),
                        n),
                "cublasSgeam");
    }

    @Override
    public void syrk(DeviceScope scope, boolean transposed, long n, long k, long a, long lda, long gram)
            throws CudaException {
        CudaCalls.blas(
                cublas.cublasSsyrk_v2_64(
                        scope.lane().blas(),
                        cublas.CUBLAS_FILL_MODE_LOWER,
                        transposed ? cublas.CUBLAS_OP_T : cublas.CUBLAS_OP_N,
                        n,
                        k,
                        number(scope, 1),
                        CudaPointers.floats(a),
                        lda,
                        number(scope, 0),
                        CudaPointers.floats(gram),
                        n),
                "cublasSsyrk");
    }

    @Override
    public void gemm(DeviceScope scope, long order, long a, long b, long c) throws CudaException {
        CudaCalls.blas(
                cublas.cublasGemmEx_64(
                        scope.lane().blas(),
                        cublas.CUBLAS_OP_N,
                        cublas.CUBLAS_OP_N,
                        order,
                        order,
                        order,
                        number(scope, 1),
                        CudaPointers.at(a),
                        type(),
                        order,
                        CudaPointers.at(b),
                        type(),
                        order,
                        number(scope, 0),
                        CudaPointers.at(c),
                        type(),
                        order,
                        cublas.CUBLAS_COMPUTE_32F,
                        cublas.CUBLAS_GEMM_DEFAULT),
                "cublasGemmEx");
    }

    @Override
    public int jacobiSize(DeviceScope scope, int m, int n, long a, long s, DeviceVectors vectors) throws CudaException {
        MemorySegment counted = scope.host(Integer.BYTES);
        CudaCalls.solver(
                cusolver.cusolverDnSgesvdj_bufferSize(
                        scope.lane().solver(),
                        cusolver.CUSOLVER_EIG_MODE_NOVECTOR,
                        1,
                        m,
                        n,
                        CudaPointers.floats(a),
                        m,
                        CudaPointers.floats(s),
                        CudaPointers.floats(vectors.u()),
                        m,
                        CudaPointers.floats(vectors.v()),
                        n,
                        CudaPointers.ints(counted.address()),
                        scope.lane().jacobi()),
                "cusolverDnSgesvdj_bufferSize");
        return counted.get(ValueLayout.JAVA_INT, 0);
    }

    @Override
    public void jacobi(
            DeviceScope scope, int m, int n, long a, long s, DeviceVectors vectors, long work, int size, long info)
            throws CudaException {
        CudaCalls.solver(
                cusolver.cusolverDnSgesvdj(
                        scope.lane().solver(),
                        cusolver.CUSOLVER_EIG_MODE_NOVECTOR,
                        1,
                        m,
                        n,
                        CudaPointers.floats(a),
                        m,
                        CudaPointers.floats(s),
                        CudaPointers.floats(vectors.u()),
                        m,
                        CudaPointers.floats(vectors.v()),
                        n,
                        CudaPointers.floats(work),
                        size,
                        CudaPointers.ints(info),
                        scope.lane().jacobi()),
                "cusolverDnSgesvdj");
    }

    /** A factor on the host, as the libraries want it. */
    static FloatPointer number(DeviceScope scope, double value) {
        MemorySegment host = scope.host(Float.BYTES);
        host.set(ValueLayout.JAVA_FLOAT, 0, (float) value);
        return CudaPointers.floats(host.address());
    }
}
