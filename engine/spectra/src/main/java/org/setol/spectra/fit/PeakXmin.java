package org.setol.spectra.fit;

/** Power laws whose tail starts near the peak of the spectrum: WeightWatcher's fix_fingers = xmin_peak. */
public final class PeakXmin {

    private static final double BELOW = 0.95;
    private static final double ABOVE = 1.5;

    /**
     * Where xmin may lie.
     *
     * @param low lower end
     * @param high upper end
     */
    public record Range(double low, double high) {}

    private PeakXmin() {}

    /**
     * [log10(0.95 p), 1.5 p] with p the left edge of the fullest of 100 bins of log10 lambda. The logarithm in the lower
     * end is WeightWatcher's slip; it leaves nearly all smaller eigenvalues in.
     *
     * @param sorted positive, ascending, at least one
     */
    public static Range compat(double[] sorted) {
        double peak = SpectrumPeak.leftEdge(sorted);
        return new Range(StrictMath.log10(BELOW * peak), ABOVE * peak);
    }

    /** [0.95 p, 1.5 p]. */
    public static Range corrected(double[] sorted) {
        double peak = SpectrumPeak.leftEdge(sorted);
        return new Range(BELOW * peak, ABOVE * peak);
    }

    /** The fit with xmin in the range. */
    public static PowerLawOutcome fit(double[] sorted, Range range, KsDistance ks) {
        return PowerLaw.fitSorted(sorted, range.low(), range.high(), ks);
    }
}
