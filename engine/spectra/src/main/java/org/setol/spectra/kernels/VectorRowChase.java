package org.setol.spectra.kernels;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four columns at a time, in three passes: how far each column goes along the reflector, which gives the first row and with it the next
 * reflector; the columns less that, and their product with the next; and less that. Short methods, as in {@link VectorDoubleChase}.
 */
final class VectorRowChase implements RowChaseKernel {

    private static final VectorSpecies<Double> SPECIES = VectorDoubleChase.SPECIES;
    private static final int LANES = SPECIES.length();

    private final VectorDoubleChase columns = new VectorDoubleChase();

    @Override
    public String name() {
        return columns.name();
    }

    @Override
    public void eliminate(double[] a, int at, int lda, int width, double[] reflector, double[] scratch) {
        for (int c = 0; c < width; c++) {
            scratch[c] = a[at + c * lda];
            a[at + c * lda] = 0;
        }
        columns.eliminate(scratch, 0, width, reflector);
        a[at] = scratch[0];
    }

    /** Of the scratch the first quarter is the first row and then the product, the second the multiples of {@code before}. */
    @Override
    public void chase(double[] a, int at, int lda, int width, double[] before, double[] after, double[] scratch) {
        for (int c = 0; c < width; c += 4) {
            dots(a, at + c * lda, lda, width, before, scratch);
            VectorDoubleChase.foldDots(scratch, width, -before[width], width + c);
        }
        for (int c = 0; c < width; c++) {
            // before[0] is 1.
            scratch[c] = a[at + c * lda] + scratch[width + c];
        }
        columns.eliminate(scratch, 0, width, after);
        double first = scratch[0];
        Arrays.fill(scratch, 0, width, 0);
        for (int c = 0; c < width; c += 4) {
            addMultiples(a, at + c * lda, lda, width, c, before, after, scratch);
        }
        VectorDoubleChase.scale(scratch, width, after[width]);
        for (int c = 0; c < width; c += 4) {
            subtractProduct(a, at + c * lda, lda, width, after, c, scratch);
        }
        for (int c = 1; c < width; c++) {
            a[at + c * lda] = 0;
        }
        a[at] = first;
    }

    /** v . each of four columns, in vectors of parts behind the scratch's halves. */
    private static void dots(double[] a, int at, int lda, int width, double[] v, double[] scratch) {
        DoubleVector d0 = DoubleVector.zero(SPECIES);
        DoubleVector d1 = DoubleVector.zero(SPECIES);
        DoubleVector d2 = DoubleVector.zero(SPECIES);
        DoubleVector d3 = DoubleVector.zero(SPECIES);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            DoubleVector vk = DoubleVector.fromArray(SPECIES, v, k);
            d0 = DoubleVector.fromArray(SPECIES, a, i).fma(vk, d0);
            d1 = DoubleVector.fromArray(SPECIES, a, i + lda).fma(vk, d1);
            d2 = DoubleVector.fromArray(SPECIES, a, i + 2 * lda).fma(vk, d2);
            d3 = DoubleVector.fromArray(SPECIES, a, i + 3 * lda).fma(vk, d3);
        }
        d0.intoArray(scratch, 2 * width);
        d1.intoArray(scratch, 2 * width + LANES);
        d2.intoArray(scratch, 2 * width + 2 * LANES);
        d3.intoArray(scratch, 2 * width + 3 * LANES);
    }

    /** Four columns plus their multiples of v; w += these times the next reflector's elements. */
    private static void addMultiples(
            double[] a, int at, int lda, int width, int c, double[] v, double[] next, double[] w) {
        DoubleVector m0 = DoubleVector.broadcast(SPECIES, w[width + c]);
        DoubleVector m1 = DoubleVector.broadcast(SPECIES, w[width + c + 1]);
        DoubleVector m2 = DoubleVector.broadcast(SPECIES, w[width + c + 2]);
        DoubleVector m3 = DoubleVector.broadcast(SPECIES, w[width + c + 3]);
        DoubleVector n0 = DoubleVector.broadcast(SPECIES, next[c]);
        DoubleVector n1 = DoubleVector.broadcast(SPECIES, next[c + 1]);
        DoubleVector n2 = DoubleVector.broadcast(SPECIES, next[c + 2]);
        DoubleVector n3 = DoubleVector.broadcast(SPECIES, next[c + 3]);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            DoubleVector vk = DoubleVector.fromArray(SPECIES, v, k);
            DoubleVector x0 = vk.fma(m0, DoubleVector.fromArray(SPECIES, a, i));
            DoubleVector x1 = vk.fma(m1, DoubleVector.fromArray(SPECIES, a, i + lda));
            DoubleVector x2 = vk.fma(m2, DoubleVector.fromArray(SPECIES, a, i + 2 * lda));
            DoubleVector x3 = vk.fma(m3, DoubleVector.fromArray(SPECIES, a, i + 3 * lda));
            x0.intoArray(a, i);
            x1.intoArray(a, i + lda);
            x2.intoArray(a, i + 2 * lda);
            x3.intoArray(a, i + 3 * lda);
            DoubleVector even = x2.fma(n2, x0.fma(n0, DoubleVector.fromArray(SPECIES, w, k)));
            DoubleVector odd = x3.fma(n3, x1.mul(n1));
            even.add(odd).intoArray(w, k);
        }
    }

    /** Four columns less the product w times the reflector's elements. */
    private static void subtractProduct(double[] a, int at, int lda, int width, double[] v, int c, double[] w) {
        DoubleVector m0 = DoubleVector.broadcast(SPECIES, -v[c]);
        DoubleVector m1 = DoubleVector.broadcast(SPECIES, -v[c + 1]);
        DoubleVector m2 = DoubleVector.broadcast(SPECIES, -v[c + 2]);
        DoubleVector m3 = DoubleVector.broadcast(SPECIES, -v[c + 3]);
        for (int k = 0; k < width; k += LANES) {
            int i = at + k;
            DoubleVector wk = DoubleVector.fromArray(SPECIES, w, k);
            wk.fma(m0, DoubleVector.fromArray(SPECIES, a, i)).intoArray(a, i);
            wk.fma(m1, DoubleVector.fromArray(SPECIES, a, i + lda)).intoArray(a, i + lda);
            wk.fma(m2, DoubleVector.fromArray(SPECIES, a, i + 2 * lda)).intoArray(a, i + 2 * lda);
            wk.fma(m3, DoubleVector.fromArray(SPECIES, a, i + 3 * lda)).intoArray(a, i + 3 * lda);
        }
    }
}
