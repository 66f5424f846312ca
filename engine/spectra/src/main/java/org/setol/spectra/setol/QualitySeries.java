package org.setol.spectra.setol;

import java.util.Arrays;
import java.util.Locale;
import org.setol.spectra.freeprob.FreeCumulants;
import org.setol.spectra.freeprob.MomentConvention;
import org.setol.spectra.freeprob.Moments;

/**
 * The layer quality from free cumulants (5.5): with R(z) = kappa_1 + kappa_2 z + ... (Eqn 159), the norm generating
 * function G(x) = sum over k of kappa_k / k (x / M~)^k (Eqn 163) and Q^2 = sum over i of G(x_i) (Eqn 131), x_1 to x_M~
 * being the eigenvalues of the effective correlation space.
 *
 * <p>Where the paper leaves a choice. Moments are means (1/M~) sum x^k; Eqn 160 writes the trace, see
 * {@link MomentConvention}. Cumulants are the free ones of Eqn 162, not those that Eqn 161 spells out. G starts at 0 as in
 * Eqn 163, not at the start of the ECS as in Eqn 132. The division by M~ in Eqn 163 is taken as it stands.
 *
 * <p>The series is that of an analytic function, so it either converges like a geometric series or not at all, which is
 * judged by all {@value Moments#MAX_ORDER} terms whatever K is asked for. What is left after n terms is bounded in two ways.
 *
 * <p>Proven (means only): kappa_k is 1/(k - 1) times the integral of g(z)^(1-k) / (2 pi i) around the spectrum, g being
 * the Green function (Lagrange's inversion of Eqn 137 and 138). Let c be the middle of the spectrum and w its width. On a
 * circle about c that just encloses it the real part of (z - c) g(z) is at least 1/2, so |g| &ge; 1/w and |kappa_k| &le;
 * w^k / (2 (k - 1)) for k &ge; 2. With X = max |x|, term k is at most w^k / (2 k (k - 1) M~^k) sum |x|^k, and all beyond n
 * sum to at most sum |x|^n w^n / (2 n (n + 1) M~^n) q / (1 - q) where q = X w / M~ &lt; 1.
 *
 * <p>Extrapolated: R's nearest singularity is a square root, so terms go like r^k k^(-5/2). r follows from the largest in
 * the third and in the last quarter of the orders, and from it the sum of those to come.
 *
 * @param cumulants kappa_1 to kappa_K, as far as a double holds them
 * @param partialSums of the first 1 to K terms
 * @param converged whether the limit is known to a millionth
 * @param error how far the last partial sum may be from that limit: the terms that are left out, a bound of those nobody
 *     computed, and rounding; infinite where nothing bounds it
 * @param ratio r, at which terms fall in the long run, or grow when above 1; NaN when they vanish
 */
public record QualitySeries(double[] cumulants, double[] partialSums, boolean converged, double error, double ratio) {

    /** Relative error to which the limit must be known. */
    private static final double TOLERANCE = 1e-6;

    /** Terms fall like r^k k^-DECAY. */
    private static final double DECAY = 2.5;

    private static final int MOST = Moments.MAX_ORDER;

    /**
     * Computes the series.
     *
     * @param x eigenvalues of the ECS, ascending, finite, at least one
     * @param order K
     */
    static QualitySeries of(double[] x, int order, MomentConvention convention) {
        FreeCumulants kappa = convention == MomentConvention.MEAN
                ? FreeCumulants.of(x, MOST)
                : FreeCumulants.of(Moments.of(x, MOST, convention, 0));
        double[] terms = new double[MOST + 1];
        double rounding = terms(x, kappa, terms);
        double[] sums = new double[MOST];
        double sum = 0;
        for (int k = 1; k <= MOST; k++) {
            sum += terms[k];
            sums[k - 1] = sum;
        }
        double ratio = ratio(terms);
        double remainder = extrapolated(terms, ratio);
        if (convention == MomentConvention.MEAN) {
            remainder = Math.min(remainder, proven(x, MOST));
        }
        double[] cumulants = new double[order];
        Arrays.setAll(cumulants, k -> kappa.value(k + 1));
        double error = remainder + rounding;
        return new QualitySeries(
                cumulants,
                Arrays.copyOf(sums, order),
                error <= TOLERANCE * Math.abs(sum),
                Math.abs(sum - sums[order - 1]) + error,
                ratio);
    }

    /**
     * Term k into place k. In units in which cumulants do not overflow: kappa_k / 2^(k e) and x 2^e / M~.
     *
     * @return bound of the rounding errors' sum
     */
    private static double terms(double[] x, FreeCumulants kappa, double[] terms) {
        double[] base = new double[x.length];
        Arrays.setAll(base, i -> Math.scalb(x[i] / x.length, kappa.exponent()));
        double[] power = new double[x.length];
        Arrays.fill(power, 1);
        double rounding = 0;
        for (int k = 1; k < terms.length; k++) {
            double sum = 0;
            double magnitude = 0;
            for (int i = 0; i < x.length; i++) {
                power[i] *= base[i];
                sum += power[i];
                magnitude += Math.abs(power[i]);
            }
            double cumulant = kappa.scaled().high()[k];
            terms[k] = cumulant / k * sum;
            double relative = (x.length + 2.0 * k + 4) * 0x1p-53;
            rounding += magnitude / k * (kappa.bounds()[k] + relative * Math.abs(cumulant));
        }
        return rounding;
    }

    /** The proven bound of what is left after {@code order} terms, see above. */
    static double proven(double[] x, int order) {
        double size = x.length;
        double largest = Math.max(Math.abs(x[0]), Math.abs(x[x.length - 1]));
        double width = x[x.length - 1] - x[0];
        double q = largest * width / size;
        if (!(q < 1)) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (double value : x) {
            sum += StrictMath.pow(Math.abs(value) * width / size, order);
        }
        return sum / (2.0 * order * (order + 1)) * q / (1 - q);
    }

    /** r, from one quarter's largest term to the next one's. */
    private static double ratio(double[] terms) {
        double third = largest(terms, MOST / 2 + 1, 3 * MOST / 4, DECAY);
        double fourth = largest(terms, 3 * MOST / 4 + 1, MOST, DECAY);
        return StrictMath.pow(fourth / third, 4.0 / MOST);
    }

    private static double extrapolated(double[] terms, double ratio) {
        double last = largest(terms, 3 * MOST / 4 + 1, MOST, 0);
        if (last == 0) {
            return 0;
        }
        return ratio < 1 ? last * ratio / (1 - ratio) : Double.POSITIVE_INFINITY;
    }

    /** The largest |term| k^power. */
    private static double largest(double[] terms, int from, int to, double power) {
        double largest = 0;
        for (int k = from; k <= to; k++) {
            largest = Math.max(largest, Math.abs(terms[k]) * StrictMath.pow(k, power));
        }
        return largest;
    }

    /** K. */
    public int order() {
        return partialSums.length;
    }

    /** The last partial sum, whether the series converges or not. */
    public double lastSum() {
        return partialSums[partialSums.length - 1];
    }

    /** Q^2; NaN when the series does not converge. */
    public double squared() {
        return converged ? lastSum() : Double.NaN;
    }

    /** Q = sqrt Q^2; NaN when the series does not converge or Q^2 is negative. */
    public double quality() {
        return Math.sqrt(squared());
    }

    /** What keeps a series that does not converge from it; one line. */
    String trouble() {
        return ratio >= 1
                ? String.format(Locale.ROOT, "the series does not converge, terms grow by %.3g an order", ratio)
                : String.format(Locale.ROOT, "the series has not converged after %d orders", MOST);
    }

    /** The smallest partial sum in the upper half of the orders. */
    public double low() {
        return Arrays.stream(partialSums, order() / 2, order()).min().orElseThrow();
    }

    /** The largest partial sum in the upper half of the orders. */
    public double high() {
        return Arrays.stream(partialSums, order() / 2, order()).max().orElseThrow();
    }
}
