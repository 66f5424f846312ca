package org.setol.spectra.fit;

/**
 * How d_ij of {@link TailIntervals} changes with the logarithms of the data, l_q: by w (m - z) / T for q = j, by
 * -w (m - z (m - 1)) / T for q = i, by -w z / T for every other q &gt; i, not at all for q &lt; i; w = exp(-z). And by how
 * much each of these may change within the bounds, from |d(z w)/dz| &le; 1, |dw/dz| &le; 1.
 *
 * @param i where the tail starts
 * @param j where the deviation is taken
 * @param common the coefficient of all q &gt; i: -w z / T
 * @param atDatum what is added for q = j: w m / T
 * @param atStart the whole coefficient for q = i
 * @param commonError by how much {@code common} can be wrong within the bounds
 * @param atDatumError the same of {@code atDatum}
 * @param atStartError the same of {@code atStart}
 */
record DeviationGradient(
        int i,
        int j,
        double common,
        double atDatum,
        double atStart,
        double commonError,
        double atDatumError,
        double atStartError) {

    /** Of {@code sign} times the deviation; there must be a least excess above 0. */
    static DeviationGradient of(TailIntervals tails, int i, int j, int sign) {
        int m = tails.size() - i;
        double excess = tails.excess(i);
        double least = tails.leastExcess(i);
        double width = (tails.mostExcess(i) - least) / least;
        double z = tails.exponent(i, j);
        double dz = tails.mostExponent(i, j) - tails.leastExponent(i, j);
        double w = Math.exp(-z);
        if (j == i) {
            // The first deviation is a constant.
            return new DeviationGradient(i, j, 0, 0, 0, 0, 0, 0);
        }
        double start = -w * (m - z * (m - 1)) / excess;
        return new DeviationGradient(
                i,
                j,
                -sign * w * z / excess,
                sign * w * m / excess,
                sign * start,
                dz / least + w * z / excess * width,
                m * dz / least + w * m / excess * width,
                2.0 * m * dz / least + Math.abs(start) * width);
    }

    /** Most that the difference of two deviations can move within the bounds: the gradient's L1 norm, weighted. */
    static double largestMove(TailIntervals tails, DeviationGradient a, DeviationGradient b) {
        DeviationGradient first = a.i <= b.i ? a : b;
        DeviationGradient second = a.i <= b.i ? b : a;
        int n = tails.size();
        double move = Math.abs(first.common) * tails.reach(first.i + 1, second.i + 1)
                + Math.abs(a.common - b.common) * tails.reach(second.i + 1, n)
                + a.commonError * tails.reach(a.i + 1, n)
                + b.commonError * tails.reach(b.i + 1, n);
        move += a.startMove(tails) + b.startMove(tails);
        move += a.j == b.j
                ? Math.abs(a.atDatum - b.atDatum) * tails.reach(a.j)
                : Math.abs(a.atDatum) * tails.reach(a.j) + Math.abs(b.atDatum) * tails.reach(b.j);
        return move + a.atDatumError * tails.reach(a.j) + b.atDatumError * tails.reach(b.j);
    }

    private double startMove(TailIntervals tails) {
        return (Math.abs(atStart) + atStartError) * tails.reach(i);
    }
}
