package org.setol.spectra.kernels;

import static org.setol.spectra.kernels.LogicalLanes.COUNT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Series loops by the vector: the twin's operations in the twin's order, so the bits are the same. */
final class VectorSeries implements SeriesKernel {

    private static final VectorSpecies<Double> SPECIES = VectorShapes.DOUBLE;
    private static final int LANES = SPECIES.length();

    @Override
    public void addProducts(DoubleDoubles a, int index, DoubleDoubles b, DoubleDoubles c, int at, int count) {
        DoubleVector ah = DoubleVector.broadcast(SPECIES, a.high()[index]);
        DoubleVector al = DoubleVector.broadcast(SPECIES, a.low()[index]);
        int bound = SPECIES.loopBound(count);
        for (int k = 0; k < bound; k += LANES) {
            DoubleVector bh = DoubleVector.fromArray(SPECIES, b.high(), k);
            DoubleVector bl = DoubleVector.fromArray(SPECIES, b.low(), k);
            DoubleVector ph = ah.mul(bh);
            DoubleVector rest = productRest(ah, al, bh, bl, ph);
            DoubleVector xh = ph.add(rest);
            DoubleVector xl = rest.sub(xh.sub(ph));
            DoubleVector yh = DoubleVector.fromArray(SPECIES, c.high(), at + k);
            DoubleVector yl = DoubleVector.fromArray(SPECIES, c.low(), at + k);
            addInto(xh, xl, yh, yl, c, at + k);
        }
        ScalarSeries.addProducts(a.high()[index], a.low()[index], b, bound, c, at, count);
    }

    @Override
    public void multiplyAndSum(DoubleDoubles x, DoubleDoubles p, double[] sum) {
        DoubleDoubles lanes = DoubleDoubles.zeros(COUNT);
        int bound = x.length() / COUNT * COUNT;
        for (int part = 0; part < COUNT; part += LANES) {
            multiplyAndSum(x, p, part, bound, lanes);
        }
        ScalarSeries.multiplyAndSum(x, p, bound, lanes);
        ScalarSeries.fold(lanes, sum);
    }

    /** The sums stay in registers, so the addition is written out. */
    private static void multiplyAndSum(DoubleDoubles x, DoubleDoubles p, int part, int bound, DoubleDoubles lanes) {
        DoubleVector sumHigh = DoubleVector.zero(SPECIES);
        DoubleVector sumLow = DoubleVector.zero(SPECIES);
        for (int k = part; k < bound; k += COUNT) {
            DoubleVector xh = DoubleVector.fromArray(SPECIES, x.high(), k);
            DoubleVector xl = DoubleVector.fromArray(SPECIES, x.low(), k);
            DoubleVector ph = DoubleVector.fromArray(SPECIES, p.high(), k);
            DoubleVector pl = DoubleVector.fromArray(SPECIES, p.low(), k);
            DoubleVector product = ph.mul(xh);
            DoubleVector rest = productRest(ph, pl, xh, xl, product);
            DoubleVector high = product.add(rest);
            DoubleVector low = rest.sub(high.sub(product));
            high.intoArray(p.high(), k);
            low.intoArray(p.low(), k);
            DoubleVector sh = high.add(sumHigh);
            DoubleVector sv = sh.sub(high);
            DoubleVector sl = high.sub(sh.sub(sv)).add(sumHigh.sub(sv));
            DoubleVector th = low.add(sumLow);
            DoubleVector tv = th.sub(low);
            DoubleVector tl = low.sub(th.sub(tv)).add(sumLow.sub(tv));
            DoubleVector v = sl.add(th);
            DoubleVector wh = sh.add(v);
            DoubleVector wl = tl.add(v.sub(wh.sub(sh)));
            sumHigh = wh.add(wl);
            sumLow = wl.sub(sumHigh.sub(wh));
        }
        sumHigh.intoArray(lanes.high(), part);
        sumLow.intoArray(lanes.low(), part);
    }

    private static DoubleVector productRest(
            DoubleVector ah, DoubleVector al, DoubleVector bh, DoubleVector bl, DoubleVector product) {
        DoubleVector error = ah.fma(bh, product.neg());
        DoubleVector cross = ah.fma(bl, al.mul(bl));
        return error.add(al.fma(bh, cross));
    }

    private static void addInto(
            DoubleVector xh, DoubleVector xl, DoubleVector yh, DoubleVector yl, DoubleDoubles out, int at) {
        DoubleVector sh = xh.add(yh);
        DoubleVector sv = sh.sub(xh);
        DoubleVector sl = xh.sub(sh.sub(sv)).add(yh.sub(sv));
        DoubleVector th = xl.add(yl);
        DoubleVector tv = th.sub(xl);
        DoubleVector tl = xl.sub(th.sub(tv)).add(yl.sub(tv));
        DoubleVector v = sl.add(th);
        DoubleVector wh = sh.add(v);
        DoubleVector wl = tl.add(v.sub(wh.sub(sh)));
        DoubleVector high = wh.add(wl);
        high.intoArray(out.high(), at);
        wl.sub(high.sub(wh)).intoArray(out.low(), at);
    }
}
