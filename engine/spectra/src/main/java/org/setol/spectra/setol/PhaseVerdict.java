package org.setol.spectra.setol;

import java.util.Locale;
import java.util.Optional;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.fit.TailOutcome;

/**
 * Which phase of Table 1 a layer is in, and why. The table only says "best fit"; this is how the two are compared:
 *
 * <ol>
 *   <li>More than a tenth of the eigenvalues numerically zero: rank collapse (2.2.1: well-trained layers have full rank).
 *   <li>No power law could be fitted: whatever the bulk is.
 *   <li>A bulk that is one of independent elements: without spikes random-like. With spikes bulk+spikes, unless the power
 *       law does better with less: its D is that of a power law, its tail holds at least twice the spikes, and its
 *       distance from that tail is below the bulk's by more than chance.
 *   <li>Otherwise the one with the smaller Kolmogorov-Smirnov distance on the tail, the same eigenvalues for both.
 * </ol>
 *
 * @param phase empty when neither describes the spectrum
 * @param evidence one line
 * @param zeros eigenvalues that are numerically zero
 * @param spikes above the edge of the bulk
 * @param edge of the bulk, in lambda; NaN when no bulk was looked for
 * @param bulkDistance Kolmogorov-Smirnov distance of the rest from a Marchenko-Pastur law
 * @param bulkBound the largest such distance that chance would explain; NaN for matrices of fewer than 10 columns
 * @param tailDistance of that law from the power law's tail, to be compared with the power law's D; NaN without one
 */
public record PhaseVerdict(
        Optional<Phase> phase,
        String evidence,
        int zeros,
        int spikes,
        double edge,
        double bulkDistance,
        double bulkBound,
        double tailDistance) {

    /**
     * Rounding a matrix to float32 moves its singular values by at most 2^-24 of its Frobenius norm (Weyl), so smaller
     * ones may have been zero. Squared, as eigenvalues are.
     */
    private static final double ZERO = 0x1p-48;

    /** Of the eigenvalues: a layer with a few dead units has not collapsed. */
    private static final double COLLAPSED = 0.1;

    /**
     * D sqrt(m) of data from a power law, xmin being fitted, is seldom above 0.8; of bulks of a hundred and more with
     * spikes it is.
     */
    private static final double ACCEPTABLE = 0.8;

    /** How much D sqrt(m) must differ. */
    private static final double CHANCE = 1;

    /**
     * Judges a spectrum.
     *
     * @param lambda eigenvalues, ascending, of finite positive sum; of several matrices of one shape when pooled
     * @param rows N, the longer side
     * @param cols M, the shorter side
     * @param tail what was fitted to its tail
     */
    static PhaseVerdict of(double[] lambda, int rows, int cols, TailOutcome tail) {
        int zeros = zeros(lambda);
        if (zeros > COLLAPSED * lambda.length) {
            String evidence = "rank " + (lambda.length - zeros) + " of " + lambda.length;
            return new PhaseVerdict(
                    Optional.of(Phase.RANK_COLLAPSE),
                    evidence,
                    zeros,
                    0,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN);
        }
        BulkFit bulk = BulkFit.of(lambda, rows, cols);
        return tail instanceof TailFit fit
                ? compare(lambda, zeros, bulk, fit)
                : verdict(
                        bulk.isBulk() ? Optional.of(ofBulk(bulk)) : Optional.empty(),
                        describe(bulk) + "; no power law",
                        zeros,
                        bulk,
                        Double.NaN);
    }

    private static int zeros(double[] lambda) {
        double sum = 0;
        for (double value : lambda) {
            sum += value;
        }
        int zeros = 0;
        while (zeros < lambda.length && lambda[zeros] <= ZERO * sum) {
            zeros++;
        }
        return zeros;
    }

    private static PhaseVerdict compare(double[] lambda, int zeros, BulkFit bulk, TailFit fit) {
        int from = 0;
        while (lambda[from] < fit.xmin()) {
            from++;
        }
        int to = lambda.length;
        while (lambda[to - 1] > fit.xmax()) {
            to--;
        }
        double distance = bulk.tailDistance(lambda, from, to);
        boolean heavy = bulk.isBulk() ? isNeeded(bulk, fit, distance, to - from) : fit.distance() < distance;
        Phase phase = heavy ? Phase.ofExponent(fit.alpha()) : ofBulk(bulk);
        String evidence = String.format(
                Locale.ROOT,
                "%s; on the tail of %d: power law alpha %.3g D %.3f, bulk D %.3f",
                describe(bulk),
                to - from,
                fit.alpha(),
                fit.distance(),
                distance);
        return verdict(Optional.of(phase), evidence, zeros, bulk, distance);
    }

    /** Whether a power law says more than a good bulk and its spikes do. */
    private static boolean isNeeded(BulkFit bulk, TailFit fit, double bulkDistance, int tail) {
        double root = Math.sqrt(tail);
        return bulk.spikes() > 0
                && tail >= 2 * bulk.spikes()
                && fit.distance() * root <= ACCEPTABLE
                && (bulkDistance - fit.distance()) * root > CHANCE;
    }

    private static Phase ofBulk(BulkFit bulk) {
        return bulk.spikes() == 0 ? Phase.RANDOM_LIKE : Phase.BULK_AND_SPIKES;
    }

    private static String describe(BulkFit bulk) {
        String spikes = bulk.spikes() == 1 ? "1 spike" : bulk.spikes() + " spikes";
        return Double.isNaN(bulk.bound())
                ? spikes + " above a bulk of matrices too small to judge"
                : String.format(
                        Locale.ROOT,
                        "%s above a bulk that is %sMarchenko-Pastur (D %.4f, chance allows %.4f)",
                        spikes,
                        bulk.isBulk() ? "" : "not ",
                        bulk.distance(),
                        bulk.bound());
    }

    private static PhaseVerdict verdict(
            Optional<Phase> phase, String evidence, int zeros, BulkFit bulk, double tailDistance) {
        return new PhaseVerdict(
                phase, evidence, zeros, bulk.spikes(), bulk.edge(), bulk.distance(), bulk.bound(), tailDistance);
    }
}
