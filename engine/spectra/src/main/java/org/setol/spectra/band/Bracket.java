package org.setol.spectra.band;

import java.util.Arrays;
import java.util.function.Consumer;
import org.setol.spectra.kernels.SturmReadings;

/**
 * An interval and the eigenvalues of a tridiagonal matrix in it, known by their number, at least one. It proposes points,
 * and their readings cut it into narrower brackets, until its eigenvalues are known.
 *
 * <p>Where S is the sum of 1 / (x - lambda)^2, no eigenvalue is nearer to x than 1 / sqrt(S). Ostrowski's iteration goes
 * just that far and converges with order 3. Here what the other eigenvalues contribute to S is estimated from the other
 * end of the bracket and subtracted first, so that two steps do as a rule. Where they do not, brackets are halved.
 */
final class Bracket {

    /** Steps without success after which every second one halves. From 3 to 20 it makes no difference but for clusters. */
    private static final int PATIENCE = 6;

    /** Brackets of more eigenvalues are cut into equal parts, one for two of them. */
    private static final int FEW = 3;

    private final SturmEnd low;
    private final SturmEnd high;

    /** The first bracket with just these eigenvalues: all others are outside. */
    private final double freeLow;

    private final double freeHigh;

    /** Points read since then. */
    private final int steps;

    private Bracket(SturmEnd low, SturmEnd high, double freeLow, double freeHigh, int steps) {
        this.low = low;
        this.high = high;
        this.freeLow = freeLow;
        this.freeHigh = freeHigh;
        this.steps = steps;
    }

    /** Eigenvalues {@code low.below()} to {@code high.below() - 1}, ascending. */
    Bracket(SturmEnd low, SturmEnd high) {
        this(low, high, low.at(), high.at(), 0);
    }

    private int eigenvalues() {
        return high.below() - low.below();
    }

    /** How many points the next round should read. */
    int points() {
        return eigenvalues() <= FEW ? 1 : eigenvalues() / 2;
    }

    /** Writes them, ascending. */
    void propose(double[] at, int from) {
        int count = points();
        if (count == 1) {
            double next = eigenvalues() == 1 ? nextToOne() : nextToFew();
            at[from] = next > low.at() && next < high.at() ? next : middle();
            return;
        }
        double first = steps < PATIENCE ? inner() : low.at();
        double last = steps < PATIENCE ? outer() : high.at();
        for (int k = 0; k < count; k++) {
            at[from + k] = first + (k + 1.0) / (count + 1) * (last - first);
        }
    }

    /** No eigenvalue is below, but for rounding. */
    private double inner() {
        return Math.min(low.at() + low.reach(), high.at());
    }

    private double outer() {
        return Math.max(high.at() - high.reach(), inner());
    }

    private double middle() {
        return low.at() + 0.5 * (high.at() - low.at());
    }

    private double nextToOne() {
        return steps >= PATIENCE && steps % 2 == 0 ? middle() : estimate();
    }

    /** Half way, then twice a little behind the place where they would be if they were one, so that both ends come near. */
    private double nextToFew() {
        if (steps % 3 == 0) {
            return steps < PATIENCE ? inner() + 0.5 * (outer() - inner()) : middle();
        }
        double distance = Math.sqrt(eigenvalues()) * near().reach();
        double share = distance / (freeHigh - freeLow);
        return inwards(distance * (1 + share * share) + 2 * Math.ulp(near().at()));
    }

    private boolean isLowNearer() {
        return low.sum() >= high.sum() || Double.isNaN(high.sum());
    }

    private SturmEnd near() {
        return isLowNearer() ? low : high;
    }

    private SturmEnd far() {
        return isLowNearer() ? high : low;
    }

    private double inwards(double distance) {
        return isLowNearer() ? low.at() + distance : high.at() - distance;
    }

    /** The only eigenvalue: where the nearer end's sum, less what the others contribute, puts it. */
    private double estimate() {
        double width = high.at() - low.at();
        double distance = near().reach();
        for (int i = 0; i < 2; i++) {
            double rest = width - distance;
            double others = Math.min(far().sum() - 1 / (rest * rest), 0.75 * near().sum());
            distance = others > 0 ? 1 / Math.sqrt(near().sum() - others) : near().reach();
        }
        return inwards(distance);
    }

    /**
     * Whether its eigenvalues are known to within {@code tolerance}.
     *
     * @param n number of all eigenvalues
     */
    boolean isNarrow(int n, double tolerance) {
        if (high.at() - low.at() <= tolerance) {
            return true;
        }
        if (eigenvalues() > 1) {
            return false;
        }
        double distance = near().reach();
        double free = Math.min(near().at() - freeLow, freeHigh - near().at());
        // The true distance is 1 / sqrt(S - Q), and Q, what the others contribute, is below n / free^2. Where not all
        // is
        // known, this is NaN, and the answer no.
        double others = distance * distance * n / (free * free);
        return others < 0.5 && distance * (others + near().uncertainty()) <= tolerance;
    }

    /** Puts its eigenvalues into their places. */
    void store(double[] eigenvalues) {
        // Not the estimate: isNarrow vouches for the reach alone. Rounding may put it a little outside.
        double value = eigenvalues() == 1 ? inwards(near().reach()) : middle();
        Arrays.fill(eigenvalues, low.below(), high.below(), Math.clamp(value, low.at(), high.at()));
    }

    /** Gives {@code parts} the brackets that the readings of its points cut it into, but for those without eigenvalues. */
    void cut(SturmReadings readings, int from, Consumer<Bracket> parts) {
        SturmEnd left = low;
        int count = points();
        for (int k = 0; k < count; k++) {
            SturmEnd next = SturmEnd.of(readings, from + k, left.below(), high.below());
            part(left, next, parts);
            left = next;
        }
        part(left, high, parts);
    }

    private void part(SturmEnd left, SturmEnd right, Consumer<Bracket> parts) {
        int found = right.below() - left.below();
        if (found == eigenvalues()) {
            parts.accept(new Bracket(left, right, freeLow, freeHigh, steps + 1));
        } else if (found > 0) {
            parts.accept(new Bracket(left, right));
        }
    }
}
