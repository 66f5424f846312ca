package org.setol.spectra.kernels;

/**
 * What {@link SturmKernel} finds at each of its points.
 *
 * @param at points
 * @param below eigenvalues below the point
 * @param squares sum of r^2. Rounding errors of the difference are a few eps of it
 * @param rest sum of w, so that {@code squares - rest} is the sum of 1 / (point - eigenvalue)^2. Either is not a finite
 *     number where a pivot was zero, or nearly so
 */
public record SturmReadings(double[] at, long[] below, double[] squares, double[] rest) {

    /** Room for so many points. */
    public SturmReadings(int points) {
        this(new double[points], new long[points], new double[points], new double[points]);
    }

    public int length() {
        return at.length;
    }
}
