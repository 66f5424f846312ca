package org.setol.spectra.certified;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.fit.DataBounds;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.TailCertificate;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.EsdMetrics;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.Tail;
import org.setol.spectra.metrics.TailOptions;

/**
 * Whether a row's numbers are those of the exact spectrum although its eigenvalues are {@link Uncertainty uncertain}: the same
 * tail, the same ranks, the same warning; the smallest value settled; and every other number within a tolerance.
 *
 * <p>By Weyl's theorem the i-th smallest eigenvalue is within the bound of the i-th computed one, whatever the others do.
 */
public final class SpectrumCertificate {

    /**
     * Most that alpha, by the bound, may be wrong, relative to it. The bound is that of every eigenvalue at its worst at
     * once: measured errors of alpha are a hundred times smaller.
     */
    static final double ALPHA_TOLERANCE = 1e-3;

    /** What has come of it. */
    public sealed interface Verdict {

        /**
         * The row may be made of these eigenvalues.
         *
         * @param fit the tail
         * @param alphaError most that its alpha may be wrong
         */
        record Certified(PowerLawFit fit, double alphaError) implements Verdict {}

        /**
         * It may not.
         *
         * @param reason one line
         * @param from narrower intervals from this eigenvalue on can decide it; empty where none can
         */
        record Refused(String reason, OptionalInt from) implements Verdict {

            /** Whatever the intervals. */
            Refused(String reason) {
                this(reason, OptionalInt.empty());
            }
        }
    }

    private final Esd esd;
    private final double[] lambda;
    private final Uncertainty uncertainty;
    private final double rankThreshold;
    private final MetricsOptions options;

    private SpectrumCertificate(Esd esd, Uncertainty uncertainty, MetricsOptions options) {
        this.esd = esd;
        this.lambda = esd.eigenvalues();
        this.uncertainty = uncertainty;
        this.options = options;
        this.rankThreshold = esd.svMax() * esd.rows() * Precision.FLOAT64.epsilon();
    }

    /** Whether rows of such options can be certified at all: WeightWatcher's base columns of a plain power law. */
    public static boolean covers(MetricsOptions options) {
        return options.mode() == MetricsMode.COMPAT
                && options.extras().equals(Set.of())
                && options.tail().withParallel(true).equals(TailOptions.DEFAULTS);
    }

    /** Values are to be settled up to the first above this: that of the largest threshold, and its own error above it. */
    public static double settledBeyond(double largest, int longer) {
        return Math.sqrt(EsdMetrics.WEAK_RANK_TOLERANCE) + 2 * largest * longer * Precision.FLOAT64.epsilon();
    }

    /**
     * Certifies a row of one matrix.
     *
     * @param singularValues ascending, at least one
     * @param uncertainty of their squares
     * @param longer N, the longer side of the matrix
     * @param options which numbers, of those that are {@link #covers covered}
     */
    public static Verdict of(double[] singularValues, Uncertainty uncertainty, int longer, MetricsOptions options) {
        SpectrumCertificate certificate = certificate(singularValues, uncertainty, longer, options);
        return certificate.isSmallEndCertain() ? certificate.tail() : certificate.smallEndRefused();
    }

    /** As {@link #of}, of the tail alone, whatever the smallest values. */
    static Verdict ofTail(double[] singularValues, Uncertainty uncertainty, int longer, MetricsOptions options) {
        return certificate(singularValues, uncertainty, longer, options).tail();
    }

    private static SpectrumCertificate certificate(
            double[] singularValues, Uncertainty uncertainty, int longer, MetricsOptions options) {
        if (!covers(options)) {
            throw new IllegalArgumentException("no certificate is known for these options");
        }
        return new SpectrumCertificate(Esd.of(singularValues, longer, singularValues.length), uncertainty, options);
    }

    private boolean isSmallEndCertain() {
        int settled = uncertainty.settled();
        boolean clear = settled == lambda.length
                || least(settled) > Math.max(EsdMetrics.WEAK_RANK_TOLERANCE, rankThreshold * rankThreshold);
        for (int i = 0; i < settled; i++) {
            clear &= least(i) > EsdMetrics.WEAK_RANK_TOLERANCE || most(i) < EsdMetrics.WEAK_RANK_TOLERANCE;
            clear &= least(i) > rankThreshold * rankThreshold;
        }
        return clear && settled > 0;
    }

    private Verdict smallEndRefused() {
        return new Verdict.Refused(String.format(
                Locale.ROOT,
                "the smallest eigenvalues, from %.3g on, are not resolved by the bound %.3g",
                lambda[0],
                uncertainty.bound()));
    }

    private Verdict tail() {
        if (!(Tail.of(esd, options).outcome() instanceof PowerLawFit fit)) {
            return new Verdict.Refused("there is no fit to certify");
        }
        int dropped = dropped();
        return switch (TailCertificate.of(bounds(dropped), fit)) {
            case TailCertificate.Verdict.Refused refused ->
                new Verdict.Refused(refused.reason(), OptionalInt.of(dropped + refused.from()));
            case TailCertificate.Verdict.Certified certified -> alpha(fit, certified);
        };
    }

    private Verdict alpha(PowerLawFit fit, TailCertificate.Verdict.Certified certified) {
        double error = Math.max(certified.mostAlpha() - fit.alpha(), fit.alpha() - certified.leastAlpha());
        OptionalInt from = OptionalInt.of(lambda.length - fit.tail());
        if (Tail.Verdict.of(certified.leastAlpha()) != Tail.Verdict.of(certified.mostAlpha())) {
            return new Verdict.Refused(
                    "alpha " + (float) fit.alpha() + " is within the bound of another warning", from);
        }
        if (error > ALPHA_TOLERANCE * fit.alpha()) {
            return new Verdict.Refused(String.format(Locale.ROOT, "alpha may be wrong by %.2g", error), from);
        }
        return new Verdict.Certified(fit, error);
    }

    /** So many of the smallest are certainly no data of the fit. */
    private int dropped() {
        int count = 0;
        while (count < lambda.length && most(count) <= Tail.LEAST_FITTED) {
            count++;
        }
        return count;
    }

    /** All that may be data of the fit: those from the {@code from}-th on. */
    private DataBounds bounds(int from) {
        double[] values = new double[lambda.length - from];
        double[] low = new double[values.length];
        double[] high = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            low[i] = Math.max(Tail.LEAST_FITTED, least(from + i));
            high[i] = most(from + i);
            values[i] = Math.clamp(lambda[from + i], low[i], high[i]);
        }
        return new DataBounds(values, low, high);
    }

    /** The i-th eigenvalue is at least this. */
    private double least(int i) {
        return uncertainty.low()[i];
    }

    /** The i-th eigenvalue is at most this. */
    private double most(int i) {
        return uncertainty.high()[i];
    }
}
