package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.matrix.StoredMatrix;

/**
 * A matrix on the device, column-major without gaps, times 2^exponent: rows of a row-major {@link Matrix} are its columns,
 * so it is the transpose, which has the same singular values. Its elements are those of the precision, or as stored.
 *
 * @param address on the device
 * @param m its rows
 * @param n its columns
 * @param exponent of the power of two that the elements were multiplied by
 */
record DeviceMatrix(long address, int m, int n, int exponent) {

    /** Squares of elements up to 2^this in magnitude, and sums of 2^31 of them, are normal numbers; so are small ones. */
    private static final int COMFORTABLE_SINGLE = 20;

    private static final int COMFORTABLE_DOUBLE = 300;

    /** Powers of two up to this are normal in both precisions, and so are their reciprocals. */
    private static final int LARGEST_STEP = 100;

    /** Uploads a matrix, and scales it where its squares could leave the precision's range. */
    static DeviceMatrix upload(DeviceScope scope, Matrix a, DeviceRoutines routines) throws CudaException {
        long bytes = a.size() * a.precision().bytes();
        long address = scope.device(bytes);
        scope.lane().uploader().upload(a.segment(), bytes, address);
        int exponent = scale(scope, a, routines, address);
        return new DeviceMatrix(address, a.cols(), a.rows(), exponent);
    }

    /** Uploads weights widened to the precision, whose squares the caller knows to be within range. */
    static DeviceMatrix uploadWidened(DeviceScope scope, StoredMatrix a, Precision precision) throws CudaException {
        long address = scope.device(a.size() * precision.bytes());
        scope.lane().uploader().upload(a, precision, address);
        return new DeviceMatrix(address, a.cols(), a.rows(), 0);
    }

    /** Uploads weights as they are stored, whose squares the caller knows to be within range. */
    static DeviceMatrix uploadStored(DeviceScope scope, StoredMatrix a) throws CudaException {
        long address = scope.device(a.bytes());
        scope.lane().uploader().upload(a.segment(), a.bytes(), address);
        return new DeviceMatrix(address, a.cols(), a.rows(), 0);
    }

    private static int scale(DeviceScope scope, Matrix a, DeviceRoutines routines, long address) throws CudaException {
        long position = routines.largest(scope, a.size(), address);
        long bytes = a.precision().bytes();
        MemorySegment element = scope.download(address + position * bytes, bytes);
        double largest = Math.abs(routines.get(element, 0));
        int exponent = Math.getExponent(largest);
        int comfortable = a.precision() == Precision.FLOAT32 ? COMFORTABLE_SINGLE : COMFORTABLE_DOUBLE;
        if (largest == 0 || Math.abs(exponent) <= comfortable) {
            return 0;
        }
        for (int rest = -exponent; rest != 0; ) {
            int step = Math.clamp(rest, -LARGEST_STEP, LARGEST_STEP);
            routines.scale(scope, a.size(), Math.scalb(1.0, step), address);
            rest -= step;
        }
        return -exponent;
    }

    /** This one, or its transpose in memory of its own, so that it has at least as many rows as columns. */
    DeviceMatrix tall(DeviceScope scope, DeviceRoutines routines, Precision precision) throws CudaException {
        if (m >= n) {
            return this;
        }
        long to = scope.device((long) m * n * precision.bytes());
        routines.transpose(scope, m, n, address, to);
        return new DeviceMatrix(to, n, m, exponent);
    }
}
