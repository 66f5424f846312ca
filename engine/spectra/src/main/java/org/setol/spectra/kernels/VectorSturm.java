package org.setol.spectra.kernels;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sturm sequences, a point in each lane, two vectors in turn: one's division runs while the other is multiplied. */
final class VectorSturm implements SturmKernel {

    private static final VectorSpecies<Double> SPECIES = VectorShapes.DOUBLE;
    private static final int LANES = SPECIES.length();

    @Override
    public void read(double[] d, double[] e2, SturmReadings readings, int from, int to) {
        int first = from;
        for (; first + 2 * LANES <= to; first += 2 * LANES) {
            pair(d, e2, readings.at(), readings.below(), readings.squares(), readings.rest(), first);
        }
        if (first < to) {
            SturmReadings last = new SturmReadings(2 * LANES);
            Arrays.fill(last.at(), readings.at()[first]);
            System.arraycopy(readings.at(), first, last.at(), 0, to - first);
            pair(d, e2, last.at(), last.below(), last.squares(), last.rest(), 0);
            System.arraycopy(last.below(), 0, readings.below(), first, to - first);
            System.arraycopy(last.squares(), 0, readings.squares(), first, to - first);
            System.arraycopy(last.rest(), 0, readings.rest(), first, to - first);
        }
    }

    /** One loop without calls, whose sums would be boxed (benchmarks/NOTES.md, entry 15). */
    private static void pair(
            double[] d, double[] e2, double[] at, long[] below, double[] squares, double[] rest, int first) {
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, at, first);
        DoubleVector x1 = DoubleVector.fromArray(SPECIES, at, first + LANES);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector minus = DoubleVector.broadcast(SPECIES, -1);
        DoubleVector minusTwo = DoubleVector.broadcast(SPECIES, -2);
        DoubleVector inverse0 = DoubleVector.zero(SPECIES);
        DoubleVector inverse1 = inverse0;
        DoubleVector ratio0 = inverse0;
        DoubleVector ratio1 = inverse0;
        DoubleVector second0 = inverse0;
        DoubleVector second1 = inverse0;
        DoubleVector squares0 = inverse0;
        DoubleVector squares1 = inverse0;
        DoubleVector rest0 = inverse0;
        DoubleVector rest1 = inverse0;
        LongVector below0 = inverse0.reinterpretAsLongs();
        LongVector below1 = below0;
        for (int i = 0; i < d.length; i++) {
            DoubleVector product0 = inverse0.mul(e2[i]);
            DoubleVector product1 = inverse1.mul(e2[i]);
            DoubleVector diagonal = DoubleVector.broadcast(SPECIES, d[i]);
            DoubleVector pivot0 = diagonal.sub(x0).sub(product0);
            DoubleVector pivot1 = diagonal.sub(x1).sub(product1);
            below0 = below0.add(pivot0.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 63));
            below1 = below1.add(pivot1.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 63));
            inverse0 = one.div(pivot0);
            inverse1 = one.div(pivot1);
            second0 = product0.mul(inverse0).mul(ratio0.fma(ratio0.mul(minusTwo), second0));
            second1 = product1.mul(inverse1).mul(ratio1.fma(ratio1.mul(minusTwo), second1));
            rest0 = rest0.add(second0);
            rest1 = rest1.add(second1);
            ratio0 = product0.fma(ratio0, minus).mul(inverse0);
            ratio1 = product1.fma(ratio1, minus).mul(inverse1);
            squares0 = ratio0.fma(ratio0, squares0);
            squares1 = ratio1.fma(ratio1, squares1);
        }
        below0.intoArray(below, first);
        below1.intoArray(below, first + LANES);
        squares0.intoArray(squares, first);
        squares1.intoArray(squares, first + LANES);
        rest0.intoArray(rest, first);
        rest1.intoArray(rest, first + LANES);
    }
}
