package org.setol.spectra.kernels;

import static org.setol.spectra.kernels.LogicalLanes.COUNT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.setol.spectra.matrix.Precision;

/**
 * Sums whose eight logical lanes are {@code COUNT / LANES} vectors. The data goes by in chunks that stay in the first
 * cache; within a chunk the vectors take turns, each stepping over the elements of the others.
 */
final class VectorReductions implements ReductionKernel {

    private static final VectorSpecies<Double> SPECIES = VectorShapes.DOUBLE;
    private static final VectorSpecies<Float> FLOATS = VectorShapes.HALF_FLOAT;
    private static final int LANES = SPECIES.length();

    /** Elements per chunk: 16 KiB of float64, half of the smallest first-level cache in use. */
    private static final int CHUNK = 2048;

    @Override
    public double sum(double[] x, int from, int to) {
        double[] lanes = new double[COUNT];
        int bound = from + (to - from) / COUNT * COUNT;
        for (int chunk = from; chunk < bound; chunk += CHUNK) {
            int end = Math.min(chunk + CHUNK, bound);
            for (int part = 0; part < COUNT; part += LANES) {
                DoubleVector sum = DoubleVector.fromArray(SPECIES, lanes, part);
                for (int k = chunk + part; k < end; k += COUNT) {
                    sum = sum.add(DoubleVector.fromArray(SPECIES, x, k));
                }
                sum.intoArray(lanes, part);
            }
        }
        for (int k = bound; k < to; k++) {
            lanes[k - bound] += x[k];
        }
        return LogicalLanes.fold(lanes);
    }

    @Override
    public double max(double[] x, int from, int to) {
        DoubleVector max = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        int k = from;
        for (int bound = from + SPECIES.loopBound(to - from); k < bound; k += LANES) {
            max = max.max(DoubleVector.fromArray(SPECIES, x, k));
        }
        double result = max.reduceLanes(VectorOperators.MAX);
        for (; k < to; k++) {
            result = Math.max(result, x[k]);
        }
        return result;
    }

    @Override
    public double sumExp(double[] x, int from, int to, double scale, double shift) {
        DoubleVector scales = DoubleVector.broadcast(SPECIES, scale);
        DoubleVector shifts = DoubleVector.broadcast(SPECIES, shift);
        double[] lanes = new double[COUNT];
        int bound = from + (to - from) / COUNT * COUNT;
        for (int part = 0; part < COUNT; part += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int k = from + part; k < bound; k += COUNT) {
                DoubleVector term = DoubleVector.fromArray(SPECIES, x, k).fma(scales, shifts);
                sum = sum.add(VectorElementary.exp(term));
            }
            sum.intoArray(lanes, part);
        }
        for (int k = bound; k < to; k++) {
            lanes[k - bound] += ScalarElementary.exp(Math.fma(x[k], scale, shift));
        }
        return LogicalLanes.fold(lanes);
    }

    @Override
    public double dot(double[] x, double[] y, int count) {
        double[] lanes = new double[COUNT];
        int bound = count / COUNT * COUNT;
        for (int chunk = 0; chunk < bound; chunk += CHUNK) {
            int end = Math.min(chunk + CHUNK, bound);
            for (int part = 0; part < COUNT; part += LANES) {
                DoubleVector sum = DoubleVector.fromArray(SPECIES, lanes, part);
                for (int k = chunk + part; k < end; k += COUNT) {
                    sum = DoubleVector.fromArray(SPECIES, x, k).fma(DoubleVector.fromArray(SPECIES, y, k), sum);
                }
                sum.intoArray(lanes, part);
            }
        }
        for (int k = bound; k < count; k++) {
            lanes[k - bound] = Math.fma(x[k], y[k], lanes[k - bound]);
        }
        return LogicalLanes.fold(lanes);
    }

    @Override
    public double sumOfSquares(Precision precision, MemorySegment x, long count) {
        double[] lanes = new double[COUNT];
        long bound = count / COUNT * COUNT;
        boolean single = precision == Precision.FLOAT32;
        for (long chunk = 0; chunk < bound; chunk += CHUNK) {
            int length = (int) Math.min(CHUNK, bound - chunk);
            if (single) {
                addSquaresOfFloats(x, chunk, length, lanes);
            } else {
                addSquaresOfDoubles(x, chunk, length, lanes);
            }
        }
        for (long k = bound; k < count; k++) {
            double value = single ? x.getAtIndex(ValueLayout.JAVA_FLOAT, k) : x.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
            int lane = (int) (k - bound);
            lanes[lane] = Math.fma(value, value, lanes[lane]);
        }
        return LogicalLanes.fold(lanes);
    }

    private static void addSquaresOfFloats(MemorySegment x, long from, int length, double[] lanes) {
        for (int part = 0; part < COUNT; part += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, lanes, part);
            for (int k = part; k < length; k += COUNT) {
                FloatVector floats =
                        FloatVector.fromMemorySegment(FLOATS, x, (from + k) * Float.BYTES, ByteOrder.nativeOrder());
                DoubleVector value = (DoubleVector) floats.convertShape(VectorOperators.F2D, SPECIES, 0);
                sum = value.fma(value, sum);
            }
            sum.intoArray(lanes, part);
        }
    }

    private static void addSquaresOfDoubles(MemorySegment x, long from, int length, double[] lanes) {
        for (int part = 0; part < COUNT; part += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, lanes, part);
            for (int k = part; k < length; k += COUNT) {
                DoubleVector value =
                        DoubleVector.fromMemorySegment(SPECIES, x, (from + k) * Double.BYTES, ByteOrder.nativeOrder());
                sum = value.fma(value, sum);
            }
            sum.intoArray(lanes, part);
        }
    }
}
