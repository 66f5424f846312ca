package org.setol.spectra.fit;

/**
 * Whether a power law's xmin is certain although the data are not: whether the same candidate, counted from the largest
 * datum, has the smallest distance wherever in their bounds the data are. Two steps:
 *
 * <ol>
 *   <li>Far candidates are excluded one by one: the least that one of their deviations can be exceeds the most that the
 *       winner's distance can be ({@link TailIntervals}).
 *   <li>Near ones share most of their tail with the winner, so that their distances move together. There, at the
 *       candidate's largest deviation and every one of the winner's, the difference of the two must exceed what it can
 *       move ({@link DeviationGradient}).
 * </ol>
 *
 * <p>Cost: O(n) exponentials, and O(n) more for every near candidate.
 */
public final class TailCertificate {

    /** Data between those at which a far candidate's deviation is looked at first. */
    private static final int STRIDE = 16;

    /** What has come of it. */
    public sealed interface Verdict {

        /**
         * The winner is certain.
         *
         * @param leastAlpha alpha is at least this
         * @param mostAlpha and at most this
         * @param mostDistance the winner's distance is at most this
         * @param near candidates that had to be compared with the winner one by one
         */
        record Certified(double leastAlpha, double mostAlpha, double mostDistance, int near) implements Verdict {}

        /**
         * It is not.
         *
         * @param reason one line
         * @param from narrower bounds of the data from this one on can decide it
         */
        record Refused(String reason, int from) implements Verdict {}
    }

    private final DataBounds data;
    private final TailIntervals tails;
    private final int winner;
    private final double[] least;
    private final double[] most;
    private double mostDistance;
    private int probe;

    private TailCertificate(DataBounds data, int winner, KsDistance ks) {
        this.data = data;
        this.tails = new TailIntervals(data, ks);
        this.winner = winner;
        this.least = new double[data.size()];
        this.most = new double[data.size()];
        this.probe = data.size() - 1;
    }

    /**
     * Certifies a fit.
     *
     * @param data all that can be data of the fit, those too that may lie below its threshold
     * @param fit {@link PowerLaw#fitSorted} of the values; candidates are all but the largest
     */
    public static Verdict of(DataBounds data, PowerLawFit fit) {
        return new TailCertificate(data, data.size() - fit.tail(), fit.ks()).verdict();
    }

    private Verdict verdict() {
        if (!(tails.leastExcess(winner) > 0)) {
            return new Verdict.Refused("the tail's values are equal within the bound", winner);
        }
        // As many values are counted from xmin on only when the next smaller is not equal to it.
        if (winner > 0 && data.high()[winner - 1] >= data.low()[winner]) {
            return new Verdict.Refused("xmin and the next smaller eigenvalue are equal within the bound", winner - 1);
        }
        boundWinner();
        int near = 0;
        for (int i = 0; i < data.size() - 1; i++) {
            if (i != winner && !isFar(i)) {
                near++;
                if (!isWorse(i)) {
                    return undecided(i);
                }
            }
        }
        int m = data.size() - winner;
        return new Verdict.Certified(
                1 + m / tails.mostExcess(winner), 1 + m / tails.leastExcess(winner), mostDistance, near);
    }

    /** Candidates' distances depend on no data before them, and smaller candidates are all worse. */
    private Verdict undecided(int i) {
        return new Verdict.Refused(
                "xmin may as well be " + (float) data.values()[i] + " as " + (float) data.values()[winner]
                        + ": their distances differ by less than the bound moves them",
                Math.max(0, Math.min(i, winner) - 1));
    }

    private void boundWinner() {
        for (int j = winner; j < data.size(); j++) {
            least[j] = tails.leastDeviation(winner, j);
            most[j] = tails.mostDeviation(winner, j);
            mostDistance = Math.max(mostDistance, Math.max(Math.abs(least[j]), Math.abs(most[j])));
        }
        mostDistance += tails.shift(winner);
    }

    private boolean isFar(int i) {
        probe = Math.max(probe, i);
        if (exceeds(i, probe)) {
            return true;
        }
        for (int start = 0; start < STRIDE; start++) {
            for (int j = i + start; j < data.size(); j += STRIDE) {
                if (exceeds(i, j)) {
                    probe = j;
                    return true;
                }
            }
        }
        return false;
    }

    private boolean exceeds(int i, int j) {
        return tails.leastMagnitude(i, j) + tails.shift(i) > mostDistance + TailIntervals.SLACK;
    }

    private boolean isWorse(int i) {
        if (!(tails.leastExcess(i) > 0)) {
            return false;
        }
        int at = i;
        double largest = 0;
        for (int j = i; j < data.size(); j++) {
            double deviation = tails.deviation(i, j);
            if (Math.abs(deviation) > Math.abs(largest)) {
                largest = deviation;
                at = j;
            }
        }
        double certain = tails.leastMagnitude(i, at) + tails.shift(i) - tails.shift(winner) - TailIntervals.SLACK;
        DeviationGradient gradient = DeviationGradient.of(tails, i, at, largest < 0 ? -1 : 1);
        for (int j = winner; j < data.size(); j++) {
            if (Math.max(Math.abs(least[j]), Math.abs(most[j])) >= certain && !isBelow(j, gradient, largest)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the winner's deviation at {@code j} stays below the candidate's. */
    private boolean isBelow(int j, DeviationGradient candidate, double largest) {
        if (least[j] <= 0 && most[j] >= 0) {
            return false;
        }
        double deviation = tails.deviation(winner, j);
        DeviationGradient gradient = DeviationGradient.of(tails, winner, j, deviation < 0 ? -1 : 1);
        double difference = Math.abs(largest) + tails.shift(candidate.i()) - Math.abs(deviation) - tails.shift(winner);
        return difference > DeviationGradient.largestMove(tails, candidate, gradient) + TailIntervals.SLACK;
    }
}
