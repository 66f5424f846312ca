package org.setol.spectra.backend;

import java.util.Locale;
import org.setol.spectra.matrix.Precision;

/**
 * What must hold for the singular values of a matrix whatever computed them, checked in O(n): as many as the shorter
 * side, finite, non-negative, ascending, and sum sigma^2 = ||W||_F^2.
 *
 * <p><b>Tolerance of the sum.</b> The values of a backward stable method are the exact ones of W + E with ||E||_F <=
 * p eps ||W||_F, so the two sums differ by at most 2 p eps ||W||_F^2 (to first order). For the Gram matrix the same
 * bound follows from the rounding of its trace and Weyl's theorem. With N = max(rows, cols), the proven p grow like N
 * (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 19.3), but as rounding errors mostly cancel, p
 * behaves like sqrt(N) (Higham and Mary 2019, SIAM J. Sci. Comput. 41(5)). In float32 the first would blind the check
 * at the sizes of weights, so the second is used; in float64 there is room for both, and the rounding of our own
 * sums in double needs it: {@value #TYPICAL} sqrt(N) eps + {@value #PROVEN} N eps64.
 *
 * <p>Measured in units of sqrt(N) eps, for gesdd and the Gram route up to 4096 x 4096 and 50000 x 512 and for {@link
 * JavaBackend} up to 2048 x 2048: at most 0.7 for normal, uniform, graded and low-rank matrices; for constant ones,
 * whose rounding errors all have one sign, at most 2.3 in float32 and 11 in float64. A value that holds the fraction f
 * of ||W||_F^2 and is wrong by one per cent moves the sum by 0.02 f: at N = 1024 it is seen from f = 0.3 % on in
 * float32 (the largest value of a random square matrix holds 0.4 %), from f = 2e-10 on in float64.
 */
public final class SelfCheck {

    static final double TYPICAL = 16;
    static final double PROVEN = 8;

    /** How the values fared. */
    public sealed interface Verdict {

        /** All hold; {@code residual} is |sum sigma^2 - ||W||_F^2| / ||W||_F^2, 0 for a zero matrix. */
        record Passed(double residual) implements Verdict {}

        /** One does not; {@code detail} says in a line which, and by how much. */
        record Failed(String detail) implements Verdict {}
    }

    private SelfCheck() {}

    /** Largest relative difference of the two sums of squares that passes. */
    public static double tolerance(int rows, int cols, Precision precision) {
        double longSide = Math.max(rows, cols);
        return TYPICAL * Math.sqrt(longSide) * precision.epsilon() + PROVEN * longSide * Precision.FLOAT64.epsilon();
    }

    /**
     * Checks the values of a rows x cols matrix.
     *
     * @param values as a backend returned them
     * @param request its shape and the precision it was decomposed in
     * @param norm of the matrix before it was destroyed
     */
    public static Verdict verify(double[] values, SpectrumRequest request, FrobeniusNorm norm) {
        if (values.length != request.rank()) {
            return new Verdict.Failed(values.length + " singular values of a " + request.rows() + " x " + request.cols()
                    + " matrix, expected " + request.rank());
        }
        double previous = 0;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (!Double.isFinite(value) || value < 0) {
                return new Verdict.Failed("singular value " + i + " is " + value);
            }
            if (value < previous) {
                return new Verdict.Failed("not ascending: singular value " + i + " is " + value + " after " + previous);
            }
            previous = value;
            double scaled = value / norm.scale();
            sum += scaled * scaled;
        }
        return compareSums(
                sum, norm.scaledSumOfSquares(), tolerance(request.rows(), request.cols(), request.precision()));
    }

    private static Verdict compareSums(double sum, double expected, double tolerance) {
        double difference = Math.abs(sum - expected);
        double residual = difference == 0 ? 0 : difference / expected;
        return residual <= tolerance
                ? new Verdict.Passed(residual)
                : new Verdict.Failed(String.format(
                        Locale.ROOT,
                        "sum of squares differs from ||W||_F^2 by %.3g of it, %.3g allowed",
                        residual,
                        tolerance));
    }
}
