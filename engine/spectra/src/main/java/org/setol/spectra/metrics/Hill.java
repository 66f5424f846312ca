package org.setol.spectra.metrics;

import java.util.Arrays;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PeakXmin;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.PowerLawOutcome;

/**
 * The exponents that TempBalance (Zhou et al. 2023, arXiv:2312.00359) and AlphaPruning (Lu et al. 2024, arXiv:2410.10912)
 * call alpha. They are not Clauset's, and not comparable with it: half of the eigenvalues are always tail, or xmin is
 * looked for near the peak only.
 *
 * <p>Both are 1 + k / sum ln(lambda_i / xmin) over the k eigenvalues from xmin on, xmin among them. As there, and unlike
 * Clauset's fit here, no eigenvalue is left out for being small. Deviations: theirs are float32 singular values, squared,
 * so that theirs of a rank-deficient matrix are taken from rounding noise; ours that are zero to float64 are
 * zeros, and give a reason where xmin would be one.
 *
 * @param mid alpha_hill_mid: xmin is the eigenvalue of index n / 2, rounded down, of n ascending; {@code pl_fitting =
 *     'median'} of TempBalance, {@code fix_fingers = 'xmin_mid'} of AlphaPruning
 * @param peak alpha_hill_peak: xmin of the smallest Kolmogorov-Smirnov distance between log10(0.95 p) and 1.5 p (corrected:
 *     0.95 p and 1.5 p), p being the left edge of the fullest of 100 bins of log10 lambda; {@code 'fix-finger'} there,
 *     {@code 'xmin_peak'}
 */
public record Hill(PowerLawOutcome mid, PowerLawOutcome peak) implements Finding {

    private static final double EPSILON = 0x1p-52;

    /** Of an ESD with at least one eigenvalue. */
    public static Hill of(Esd esd, MetricsMode mode) {
        double[] lambda = esd.eigenvalues();
        double root = esd.rows() * EPSILON;
        int zeros = Tails.firstAbove(lambda, root * root * esd.lambdaMax());
        return new Hill(mid(lambda, zeros), peak(Arrays.copyOfRange(lambda, zeros, lambda.length), mode));
    }

    private static PowerLawOutcome mid(double[] lambda, int zeros) {
        int index = lambda.length / 2;
        return index < zeros
                ? new NoFit(zeros + " of " + lambda.length + " eigenvalues are zero, the middle one is")
                : PowerLaw.fitAt(lambda, index);
    }

    private static PowerLawOutcome peak(double[] positive, MetricsMode mode) {
        if (positive.length < 2) {
            return new NoFit("a power law needs at least 2 positive eigenvalues, there are " + positive.length);
        }
        PeakXmin.Range range = mode == MetricsMode.COMPAT ? PeakXmin.compat(positive) : PeakXmin.corrected(positive);
        return PeakXmin.fit(positive, range);
    }

    @Override
    public String reason() {
        String words = reason("mid", mid);
        String more = reason("peak", peak);
        return words.isEmpty() || more.isEmpty() ? words + more : words + "; " + more;
    }

    private static String reason(String which, PowerLawOutcome outcome) {
        return switch (outcome) {
            case PowerLawFit fit -> "";
            case NoFit none -> "hill " + which + ": " + none.reason();
        };
    }
}
