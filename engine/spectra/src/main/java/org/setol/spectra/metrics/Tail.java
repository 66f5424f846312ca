package org.setol.spectra.metrics;

import java.util.Optional;
import org.setol.spectra.fit.FingerClip;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.fit.TailOutcome;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Precision;

/**
 * The tail of an ESD and what follows from its exponent.
 *
 * @param outcome the fit, or why there is none
 * @param spikes #(lambda &ge; xmin); 0 without a fit
 * @param alphaWeighted alpha log10 lambda_max; NaN without a fit
 * @param logAlphaNorm log10 sum lambda^alpha; NaN without a fit
 * @param verdict {@code over-trained}, {@code under-trained} or none
 * @param fingers what was clipped, when that was asked for
 * @param study what else is said about a power law
 */
public record Tail(
        TailOutcome outcome,
        int spikes,
        double alphaWeighted,
        double logAlphaNorm,
        Verdict verdict,
        Optional<FingerClip.Clipped> fingers,
        TailStudy study) {

    /** Eigenvalues at or below this are not fitted; absolute, or in corrected mode in units of lambda_max. */
    public static final double LEAST_FITTED = 1e-5;

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

        /** Of an exponent. */
        public static Verdict of(double alpha) {
            return alpha < 2 ? OVER_TRAINED : alpha > 6 ? UNDER_TRAINED : NONE;
        }
    }

    /** A plain power law. Cost: that of {@link org.setol.spectra.fit.PowerLaw#fit}. */
    public static Tail of(Esd esd, MetricsMode mode) {
        return of(esd, MetricsOptions.BASE.withMode(mode));
    }

    /** Fits the eigenvalues above the mode's threshold as the options say. */
    public static Tail of(Esd esd, MetricsOptions options) {
        TailFitter.Fitted fitted = new TailFitter(options).fit(esd);
        return switch (resolved(fitted.outcome(), esd)) {
            case TailFit fit ->
                new Tail(
                        fit,
                        fitted.kept().length - Tails.firstAtLeast(fitted.kept(), fit.xmin()),
                        fit.alpha() * StrictMath.log10(esd.lambdaMax()),
                        logAlphaNorm(esd.eigenvalues(), fit.alpha()),
                        Verdict.of(fit.alpha()),
                        fitted.fingers(),
                        fit instanceof PowerLawFit law ? TailStudy.of(fitted.data(), law, options) : TailStudy.NONE);
            case NoFit none ->
                new Tail(none, 0, Double.NaN, Double.NaN, Verdict.NONE, Optional.empty(), TailStudy.NONE);
        };
    }

    /** A tail whose eigenvalues are equal within rounding has the exponent of the rounding, another one for every backend. */
    private static TailOutcome resolved(TailOutcome outcome, Esd esd) {
        double rounding = 2 * esd.rows() * Precision.FLOAT64.epsilon() * esd.lambdaMax();
        return outcome instanceof TailFit fit && esd.lambdaMax() - fit.xmin() <= rounding
                ? new NoFit("the eigenvalues of the tail are equal within rounding")
                : outcome;
    }

    /** log10 sum lambda^alpha, relative to the largest term so that no power overflows. */
    private static double logAlphaNorm(double[] lambda, double alpha) {
        double[] logs = new double[lambda.length];
        Kernels.log(lambda, logs);
        double top = logs[logs.length - 1];
        double sum = Kernels.sumExp(logs, alpha, -alpha * top);
        return StrictMath.log10(sum) + alpha * StrictMath.log10(lambda[lambda.length - 1]);
    }
}
