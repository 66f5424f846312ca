package org.setol.spectra.metrics;

import java.util.Arrays;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.PowerLawOutcome;
import org.setol.spectra.kernels.Kernels;

/**
 * The power-law tail of an ESD and what follows from its exponent.
 *
 * @param outcome the fit, or why there is none
 * @param spikes #(lambda &ge; xmin); 0 without a fit
 * @param alphaWeighted alpha log10 lambda_max; NaN without a fit
 * @param logAlphaNorm log10 sum lambda^alpha; NaN without a fit
 * @param verdict {@code over-trained}, {@code under-trained} or none
 */
public record Tail(PowerLawOutcome outcome, int spikes, double alphaWeighted, double logAlphaNorm, Verdict verdict) {

    /** Eigenvalues at or below this are not fitted; absolute, or in units of lambda_max. */
    private static final double THRESHOLD = 1e-5;

    /** WeightWatcher's reading of alpha. */
    public enum Verdict {
        NONE(""),
        /** alpha &lt; 2. */
        OVER_TRAINED("over-trained"),
        /** alpha &gt; 6. */
        UNDER_TRAINED("under-trained");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        static Verdict of(double alpha) {
            return alpha < 2 ? OVER_TRAINED : alpha > 6 ? UNDER_TRAINED : NONE;
        }
    }

    /** Fits the eigenvalues above the mode's threshold. Cost: that of {@link PowerLaw#fit}. */
    public static Tail of(Esd esd, MetricsMode mode) {
        double[] lambda = esd.eigenvalues();
        double threshold = mode == MetricsMode.COMPAT ? THRESHOLD : THRESHOLD * esd.lambdaMax();
        int from = firstAbove(lambda, threshold);
        PowerLawOutcome outcome = PowerLaw.fitSorted(Arrays.copyOfRange(lambda, from, lambda.length));
        return switch (outcome) {
            case PowerLawFit fit ->
                new Tail(
                        fit,
                        lambda.length - firstAtLeast(lambda, fit.xmin()),
                        fit.alpha() * StrictMath.log10(esd.lambdaMax()),
                        logAlphaNorm(lambda, fit.alpha()),
                        Verdict.of(fit.alpha()));
            case NoFit none -> new Tail(none, 0, Double.NaN, Double.NaN, Verdict.NONE);
        };
    }

    /** log10 sum lambda^alpha, relative to the largest term so that no power overflows. */
    private static double logAlphaNorm(double[] lambda, double alpha) {
        double[] logs = new double[lambda.length];
        Kernels.log(lambda, logs);
        double top = logs[logs.length - 1];
        double sum = Kernels.sumExp(logs, alpha, -alpha * top);
        return StrictMath.log10(sum) + alpha * StrictMath.log10(lambda[lambda.length - 1]);
    }

    private static int firstAbove(double[] ascending, double threshold) {
        int i = 0;
        while (i < ascending.length && !(ascending[i] > threshold)) {
            i++;
        }
        return i;
    }

    private static int firstAtLeast(double[] ascending, double threshold) {
        int i = 0;
        while (i < ascending.length && ascending[i] < threshold) {
            i++;
        }
        return i;
    }
}
