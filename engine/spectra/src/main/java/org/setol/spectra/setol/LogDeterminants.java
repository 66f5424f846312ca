package org.setol.spectra.setol;

/** The ERG condition (Eqn 126): of the sums of ln mu over the largest eigenvalues, the one that is nearest to 0. */
public final class LogDeterminants {

    /**
     * What rounding may make of a log-determinant of 0, per eigenvalue: each ln mu is off by an ulp of mu, by one of its
     * own and by the rounding of the sum so far, which is small where it matters.
     */
    private static final double ROUNDING = 0x1p-50;

    private LogDeterminants() {}

    /**
     * Where the tail begins whose sum is nearest to 0; of several that only rounding tells apart (all eigenvalues equal) the largest
     * tail.
     *
     * @param sums of ln mu from each index to the end, at least one
     */
    public static int closestToZero(double[] sums) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double sum : sums) {
            nearest = Math.min(nearest, Math.abs(sum));
        }
        int start = 0;
        while (Math.abs(sums[start]) > nearest + (sums.length - start) * ROUNDING) {
            start++;
        }
        return start;
    }
}
