package org.setol.spectra.kernels;

/** Series loops one number at a time. */
final class ScalarSeries implements SeriesKernel {

    @Override
    public void addProducts(DoubleDoubles a, int index, DoubleDoubles b, DoubleDoubles c, int at, int count) {
        addProducts(a.high()[index], a.low()[index], b, 0, c, at, count);
    }

    /** The same from b[from] on. */
    static void addProducts(double ah, double al, DoubleDoubles b, int from, DoubleDoubles c, int at, int count) {
        double[] bh = b.high();
        double[] bl = b.low();
        double[] ch = c.high();
        double[] cl = c.low();
        for (int k = from; k < count; k++) {
            // Product.
            double ph = ah * bh[k];
            double error = Math.fma(ah, bh[k], -ph);
            double cross = Math.fma(ah, bl[k], al * bl[k]);
            double rest = error + Math.fma(al, bh[k], cross);
            double xh = ph + rest;
            double xl = rest - (xh - ph);
            // Sum.
            double yh = ch[at + k];
            double yl = cl[at + k];
            double sh = xh + yh;
            double sv = sh - xh;
            double sl = (xh - (sh - sv)) + (yh - sv);
            double th = xl + yl;
            double tv = th - xl;
            double tl = (xl - (th - tv)) + (yl - tv);
            double v = sl + th;
            double wh = sh + v;
            double wl = tl + (v - (wh - sh));
            double high = wh + wl;
            ch[at + k] = high;
            cl[at + k] = wl - (high - wh);
        }
    }

    @Override
    public void multiplyAndSum(DoubleDoubles x, DoubleDoubles p, double[] sum) {
        DoubleDoubles lanes = DoubleDoubles.zeros(LogicalLanes.COUNT);
        multiplyAndSum(x, p, 0, lanes);
        fold(lanes, sum);
    }

    /** From a multiple of the number of lanes on. */
    static void multiplyAndSum(DoubleDoubles x, DoubleDoubles p, int from, DoubleDoubles lanes) {
        double[] xh = x.high();
        double[] xl = x.low();
        double[] ph = p.high();
        double[] pl = p.low();
        for (int k = from; k < xh.length; k++) {
            double product = ph[k] * xh[k];
            double error = Math.fma(ph[k], xh[k], -product);
            double cross = Math.fma(ph[k], xl[k], pl[k] * xl[k]);
            double rest = error + Math.fma(pl[k], xh[k], cross);
            double high = product + rest;
            ph[k] = high;
            pl[k] = rest - (high - product);
            add(lanes, (k - from) % LogicalLanes.COUNT, ph[k], pl[k]);
        }
    }

    /** In the order of {@link LogicalLanes#fold}. */
    static void fold(DoubleDoubles lanes, double[] sum) {
        for (int half = LogicalLanes.COUNT / 2; half > 0; half /= 2) {
            for (int k = 0; k < half; k++) {
                add(lanes, k, lanes.high()[k + half], lanes.low()[k + half]);
            }
        }
        sum[0] = lanes.high()[0];
        sum[1] = lanes.low()[0];
    }

    private static void add(DoubleDoubles sums, int k, double xh, double xl) {
        double yh = sums.high()[k];
        double yl = sums.low()[k];
        double sh = xh + yh;
        double sv = sh - xh;
        double sl = (xh - (sh - sv)) + (yh - sv);
        double th = xl + yl;
        double tv = th - xl;
        double tl = (xl - (th - tv)) + (yl - tv);
        double v = sl + th;
        double wh = sh + v;
        double wl = tl + (v - (wh - sh));
        double high = wh + wl;
        sums.high()[k] = high;
        sums.low()[k] = wl - (high - wh);
    }
}
