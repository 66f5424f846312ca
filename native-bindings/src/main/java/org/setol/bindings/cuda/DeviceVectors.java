package org.setol.bindings.cuda;

import org.setol.spectra.matrix.Precision;

/**
 * Room on the device for thin singular vectors that nobody reads. {@code gesvdp} and {@code gesvdj} may write there although they
 * are asked for values alone: without an address they access what is not theirs, with the matrix as room they destroy what
 * they work on (CUDA.jl issue 2761; JAX and PyTorch allocate both for the same reason; not in cuSOLVER's documentation).
 *
 * @param u address of m x n numbers
 * @param v address of n x n numbers
 */
record DeviceVectors(long u, long v) {

    /** Of a matrix with at least as many rows as columns. */
    static DeviceVectors of(DeviceScope scope, DeviceMatrix matrix, Precision precision) throws CudaException {
        long column = (long) matrix.n() * precision.bytes();
        return new DeviceVectors(scope.device(matrix.m() * column), scope.device(matrix.n() * column));
    }
}
