package org.setol.spectra.fit;

import java.util.Arrays;

/**
 * Power laws without fingers: a few eigenvalues far above all others (finite-size effects) make the tail look steeper
 * than it is, so the largest are taken away one by one until alpha falls by more than a threshold.
 */
public final class FingerClip {

    /** A clipped fit with alpha at or below this ends the search: the tail is gone. */
    private static final double LOWEST_ALPHA = 2;

    /** What came of it. */
    public sealed interface Outcome permits Clipped, NoFit {}

    /**
     * A fit.
     *
     * @param fit of the data that were left, of all data when no clip lowers alpha by more than the threshold
     * @param fingers num_fingers: how many were taken away; in WeightWatcher's count one less
     * @param rawAlpha exponent of the fit to all data
     */
    public record Clipped(PowerLawFit fit, int fingers, double rawAlpha) implements Outcome {}

    private FingerClip() {}

    /**
     * WeightWatcher's search: k = 2 .. max - 1 taken away, k - 1 reported. It looks at up to three fits beyond its answer and
     * fails where the data do not suffice for them.
     *
     * @param sorted positive, ascending
     * @param max max_fingers
     * @param threshold finger_thresh: how much lower than the raw alpha the answer must be
     * @param ks what chooses xmin
     */
    public static Outcome compat(double[] sorted, int max, double threshold, KsDistance ks) {
        if (!(PowerLaw.fitSorted(sorted, ks) instanceof PowerLawFit raw)) {
            return (NoFit) PowerLaw.fitSorted(sorted, ks);
        }
        Clipped best = new Clipped(raw, 0, raw.alpha());
        double last = raw.alpha();
        int k = 2;
        for (; k < max; k++) {
            if (sorted.length - k < 2) {
                return exhausted(sorted.length, k);
            }
            last = alpha(sorted, k, ks);
            if (last + threshold < raw.alpha() && without(sorted, k, ks) instanceof PowerLawFit fit) {
                best = new Clipped(fit, k - 1, raw.alpha());
                break;
            }
            if (last <= LOWEST_ALPHA) {
                break;
            }
        }
        int stopped = Math.min(k, max - 1);
        for (int beyond = stopped + 1; beyond <= stopped + 3; beyond++) {
            if (sorted.length - beyond < 2) {
                return exhausted(sorted.length, beyond);
            }
            if (Math.abs(alpha(sorted, beyond, ks) - last) > threshold) {
                break;
            }
        }
        return best;
    }

    /**
     * The same idea without the faults: k = 1 .. max taken away, never more than half of the data, k reported, and no fit
     * that is not needed.
     *
     * @param sorted positive, ascending
     * @param max most values to take away
     * @param threshold how much lower than the raw alpha the answer must be
     * @param ks what chooses xmin
     */
    public static Outcome corrected(double[] sorted, int max, double threshold, KsDistance ks) {
        return switch (PowerLaw.fitSorted(sorted, ks)) {
            case NoFit none -> none;
            case PowerLawFit raw -> {
                for (int k = 1; k <= Math.min(max, sorted.length / 2); k++) {
                    if (without(sorted, k, ks) instanceof PowerLawFit fit) {
                        if (fit.alpha() + threshold < raw.alpha()) {
                            yield new Clipped(fit, k, raw.alpha());
                        }
                        if (fit.alpha() <= LOWEST_ALPHA) {
                            break;
                        }
                    }
                }
                yield new Clipped(raw, 0, raw.alpha());
            }
        };
    }

    private static PowerLawOutcome without(double[] sorted, int k, KsDistance ks) {
        return PowerLaw.fitSorted(Arrays.copyOf(sorted, sorted.length - k), ks);
    }

    /** Infinite where the largest of what is left are equal, as in WeightWatcher. */
    private static double alpha(double[] sorted, int k, KsDistance ks) {
        return without(sorted, k, ks) instanceof PowerLawFit fit ? fit.alpha() : Double.POSITIVE_INFINITY;
    }

    private static NoFit exhausted(int n, int k) {
        return new NoFit(n + " eigenvalues do not suffice to clip fingers: " + k + " would have to go");
    }
}
