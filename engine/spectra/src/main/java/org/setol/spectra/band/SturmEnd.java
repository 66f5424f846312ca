package org.setol.spectra.band;

import org.setol.spectra.kernels.SturmReadings;

/**
 * An end of a {@link Bracket}.
 *
 * @param below eigenvalues below it
 * @param sum of 1 / (at - eigenvalue)^2 over all eigenvalues, NaN where it is not known
 * @param uncertainty bound of the relative rounding error of {@code 1 / sqrt(sum)}
 */
record SturmEnd(double at, int below, double sum, double uncertainty) {

    /** Rounding errors of the sums in units of eps times the sum of squares; generous. */
    private static final double ROUNDING = 64 * 0x1p-53;

    static SturmEnd of(SturmReadings readings, int index, int least, int most) {
        double squares = readings.squares()[index];
        double sum = squares - readings.rest()[index];
        int below = Math.clamp(readings.below()[index], least, most);
        boolean known = sum > 0 && sum < Double.POSITIVE_INFINITY;
        return known
                ? new SturmEnd(readings.at()[index], below, sum, ROUNDING * squares / sum)
                : unknown(readings.at()[index], below);
    }

    static SturmEnd unknown(double at, int below) {
        return new SturmEnd(at, below, Double.NaN, Double.NaN);
    }

    /** At least so far away is the next eigenvalue; 0 where the sum is not known. */
    double reach() {
        return sum > 0 ? 1 / Math.sqrt(sum) : 0;
    }
}
