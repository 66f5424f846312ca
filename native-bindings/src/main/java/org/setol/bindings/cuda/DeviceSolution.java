package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.setol.spectra.matrix.Precision;

/** Room on the device for values and for what the routine says of them. */
record DeviceSolution(long values, long info) {

    static DeviceSolution of(DeviceScope scope, int count, Precision precision) throws CudaException {
        return new DeviceSolution(scope.device((long) count * precision.bytes()), scope.device(Integer.BYTES));
    }

    /** 0, or where the iteration stopped. @throws CudaException when an argument was rejected, by its number */
    int info(DeviceScope scope, String routine) throws CudaException {
        int stopped = scope.download(info, Integer.BYTES).get(ValueLayout.JAVA_INT, 0);
        if (stopped < 0) {
            throw new CudaException(routine + " rejects argument " + -stopped, CudaException.Kind.FAILED);
        }
        return stopped;
    }

    /** The values as they are. */
    double[] values(DeviceScope scope, int count, DeviceRoutines routines, Precision precision) throws CudaException {
        MemorySegment downloaded = scope.download(values, (long) count * precision.bytes());
        double[] result = new double[count];
        Arrays.setAll(result, i -> routines.get(downloaded, i));
        return result;
    }

    /** Values in descending order, turned round and divided by 2^exponent. */
    double[] ascending(DeviceScope scope, int count, DeviceRoutines routines, Precision precision, int exponent)
            throws CudaException {
        double[] descending = values(scope, count, routines, precision);
        double[] result = new double[count];
        Arrays.setAll(result, i -> Math.scalb(descending[count - 1 - i], -exponent));
        return result;
    }
}
