package org.setol.spectra.fit;

import java.util.Optional;
import org.setol.spectra.kernels.Kernels;

/**
 * How much alpha depends on the choice of xmin. The Kolmogorov-Smirnov distance D(xmin) often has two minima of nearly the
 * same depth; a tiny change of the spectrum then moves alpha from one to the other.
 *
 * @param plateau width in decades of xmin around the choice over which alpha stays within one sigma of its value
 * @param second the second-best minimum, where there is one
 */
public record Stability(double plateau, Optional<Minimum> second) {

    /** A second D within this factor of the best is near-degenerate. */
    private static final double NEAR = 1.1;

    /** D must rise by this fraction of the best D between two minima, else they are one. */
    private static final double BARRIER = 0.1;

    /**
     * Another minimum of D.
     *
     * @param xmin where it is
     * @param alpha exponent there
     * @param distance D there
     * @param nearDegenerate whether D is within 10 % of the best and alpha differs by more than either sigma
     */
    public record Minimum(double xmin, double alpha, double distance, boolean nearDegenerate) {}

    /**
     * From D at every candidate. Cost: n^2 / 2 exponentials by vectors.
     *
     * @param sorted the data of the fit, ascending
     * @param fit their power law
     */
    public static Stability of(double[] sorted, PowerLawFit fit) {
        double[] logs = new double[sorted.length];
        Kernels.log(sorted, logs);
        double[] alphas = TailExponents.of(logs);
        double[] distances = PlainXminScan.distances(logs, alphas, fit.ks());
        int second = second(distances, fit.index());
        return new Stability(
                plateau(logs, alphas, fit),
                second < 0 ? Optional.empty() : Optional.of(minimum(sorted, alphas, distances, second, fit)));
    }

    private static double plateau(double[] logs, double[] alphas, PowerLawFit fit) {
        int left = fit.index();
        while (left > 0 && Math.abs(alphas[left - 1] - fit.alpha()) <= fit.sigma()) {
            left--;
        }
        int right = fit.index();
        while (right + 1 < alphas.length && Math.abs(alphas[right + 1] - fit.alpha()) <= fit.sigma()) {
            right++;
        }
        return (logs[right] - logs[left]) / Math.log(10);
    }

    /** The candidate of smallest distance behind a barrier as seen from the best; negative for none. */
    private static int second(double[] distances, int best) {
        double barrier = BARRIER * distances[best];
        int second = -1;
        for (int direction = -1; direction <= 1; direction += 2) {
            double highest = distances[best];
            for (int i = best + direction; i >= 0 && i < distances.length; i += direction) {
                highest = Math.max(highest, distances[i]);
                boolean isBehind = highest >= distances[i] + barrier;
                if (isBehind && (second < 0 || distances[i] < distances[second])) {
                    second = i;
                }
            }
        }
        return second;
    }

    private static Minimum minimum(double[] sorted, double[] alphas, double[] distances, int at, PowerLawFit fit) {
        double sigma = (alphas[at] - 1) / Math.sqrt(sorted.length - at);
        boolean differs = Math.abs(alphas[at] - fit.alpha()) > Math.max(sigma, fit.sigma());
        return new Minimum(sorted[at], alphas[at], distances[at], differs && distances[at] <= NEAR * fit.distance());
    }
}
