package org.setol.spectra.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A vector of neighbouring columns at a time; what is left over goes the scalar way. */
final class VectorNetwork implements NetworkKernel {

    private static final VectorSpecies<Float> SPECIES = VectorShapes.FLOAT;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public void biasRelu(MemorySegment z, int rows, int cols, MemorySegment bias) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int bound = SPECIES.loopBound(cols);
        for (int i = 0; i < rows; i++) {
            long start = (long) i * cols;
            for (int j = 0; j < bound; j += LANES) {
                FloatVector sum = load(z, start + j).add(load(bias, j));
                store(zero.max(sum), z, start + j);
            }
            ScalarNetwork.biasReluOfRow(z, start, bound, cols, bias);
        }
    }

    @Override
    public void reluGradient(MemorySegment activation, MemorySegment gradient, long count) {
        FloatVector zero = FloatVector.zero(SPECIES);
        long bound = SPECIES.loopBound(count);
        for (long k = 0; k < bound; k += LANES) {
            VectorMask<Float> positive = load(activation, k).compare(VectorOperators.GT, zero);
            store(zero.blend(load(gradient, k), positive), gradient, k);
        }
        ScalarNetwork.reluGradient(activation, gradient, bound, count);
    }

    @Override
    public void addColumnSums(float factor, MemorySegment a, int rows, int cols, MemorySegment out) {
        FloatVector factors = FloatVector.broadcast(SPECIES, factor);
        int bound = SPECIES.loopBound(cols);
        for (int j = 0; j < bound; j += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = 0; i < rows; i++) {
                sum = sum.add(load(a, (long) i * cols + j));
            }
            store(factors.fma(sum, load(out, j)), out, j);
        }
        ScalarNetwork.addColumnSums(factor, a, rows, cols, bound, out);
    }

    private static FloatVector load(MemorySegment segment, long index) {
        return FloatVector.fromMemorySegment(SPECIES, segment, index * Float.BYTES, ORDER);
    }

    private static void store(FloatVector vector, MemorySegment segment, long index) {
        vector.intoMemorySegment(segment, index * Float.BYTES, ORDER);
    }
}
