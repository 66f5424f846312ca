package org.setol.spectra.backend;

import java.util.Arrays;
import org.setol.spectra.matrix.Precision;

/**
 * How far the eigenvalues sigma^2 of a result may be from those of the matrix.
 *
 * @param bound most that an eigenvalue is wrong, in the eigenvalues' own unit; of all but the settled ones
 * @param settled so many of the smallest are known better
 * @param settledError most that their sigma is wrong
 * @param direction a unit vector, of the shorter side's length, near the singular vector of the smallest value, from which that
 *     value can be settled; empty as a rule; not copied
 */
public record Uncertainty(double bound, int settled, double settledError, double[] direction) {

    /**
     * Measured over nine families of matrices (benchmarks/NOTES.md, entry 7; GramBoundTest holds the route in use to it): the
     * largest error of any eigenvalue is about half of (8 + ||G||_F / lambda_max) eps32 lambda_max for orthonormal columns,
     * and below two fifths for all others.
     */
    private static final double REDUCTION = 8;

    /**
     * Longer sides sum more products into every element of the Gram matrix: measured at 100,000 and 200,000, errors reach 7.6
     * eps32 lambda_max where the formula above has 10 to 15; from here on its first term grows with the root of the side.
     */
    private static final double LONG = 1 << 14;

    public Uncertainty {
        if (!(bound >= 0) || settled < 0 || !(settledError >= 0)) {
            throw new IllegalArgumentException("bound " + bound + ", settled " + settled);
        }
    }

    /**
     * Of eigenvalues by a float32 Gram matrix, reduced in float32, its tridiagonal matrix solved in float64: (8 lambda_max +
     * ||G||_F) 2^-23, where ||G||_F^2 is the sum of the squared eigenvalues; more for sides above 2^14.
     *
     * @param ascending the eigenvalues
     * @param longer the longer side of the matrix
     */
    public static Uncertainty ofFloat32Gram(double[] ascending, int longer) {
        if (ascending.length == 0) {
            return new Uncertainty(0, 0);
        }
        double largest = ascending[ascending.length - 1];
        double norm = Math.sqrt(Arrays.stream(ascending).map(x -> x * x).sum());
        return new Uncertainty(
                Precision.FLOAT32.epsilon() * (REDUCTION * Math.sqrt(Math.max(1, longer / LONG)) * largest + norm), 0);
    }

    /** With so many of the smallest known exactly. */
    public Uncertainty(double bound, int settled) {
        this(bound, settled, 0, new double[0]);
    }

    /** With so many of the smallest known to within an error of sigma. */
    public Uncertainty withSettled(int count, double error) {
        return new Uncertainty(bound, count, error, direction);
    }

    /** With a direction to settle the smallest value from. */
    public Uncertainty withDirection(double[] found) {
        return new Uncertainty(bound, settled, settledError, found);
    }
}
