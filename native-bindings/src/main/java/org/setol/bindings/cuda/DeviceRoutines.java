package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.Precision;

/** The routines that exist once for each precision. Matrices are column-major; addresses are the device's. */
sealed interface DeviceRoutines permits SingleDeviceRoutines, DoubleDeviceRoutines {

    static DeviceRoutines of(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> new SingleDeviceRoutines();
            case FLOAT64 -> new DoubleDeviceRoutines();
        };
    }

    /** {@code s} or {@code d}, then the routine. */
    String name(String routine);

    /** The library's name of the type. */
    int type();

    /** Element {@code i} of a vector on the host. */
    double get(MemorySegment vector, long i);

    /** Position from 0 of an element of largest magnitude. */
    long largest(DeviceScope scope, long count, long vector) throws CudaException;

    void scale(DeviceScope scope, long count, double factor, long vector) throws CudaException;

    /** Writes the transpose (n x m) of the m x n matrix {@code a}, both without gaps. */
    void transpose(DeviceScope scope, long m, long n, long a, long to) throws CudaException;

    /** Lower triangle of A^T A when {@code transposed} (A is k x n), else of A A^T (A is n x k), order n. */
    void syrk(DeviceScope scope, boolean transposed, long n, long k, long a, long lda, long gram) throws CudaException;

    /** C = A B, all of that order. */
    void gemm(DeviceScope scope, long order, long a, long b, long c) throws CudaException;

    /** Elements of gesvdj's workspace; negative when it overflows its 32 bits. */
    int jacobiSize(DeviceScope scope, int m, int n, long a, long s, DeviceVectors vectors) throws CudaException;

    /** Values of the m x n matrix, m >= n, by one-sided Jacobi rotations. */
    void jacobi(DeviceScope scope, int m, int n, long a, long s, DeviceVectors vectors, long work, int size, long info)
            throws CudaException;
}
