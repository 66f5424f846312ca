package org.setol.spectra.fit;

/** Where a spectrum is densest on a logarithmic scale. */
final class SpectrumPeak {

    private static final int BINS = 100;

    private SpectrumPeak() {}

    /**
     * Left edge of the fullest of 100 equal bins of log10 x between the extremes; of equally full ones the first. Bins are
     * half-open but for the last, as numpy.histogram's.
     *
     * @param sorted positive, ascending, at least one
     */
    static double leftEdge(double[] sorted) {
        double low = StrictMath.log10(sorted[0]);
        double high = StrictMath.log10(sorted[sorted.length - 1]);
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        double step = (high - low) / BINS;
        int fullest = 0;
        int most = -1;
        int next = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int first = next;
            double right = low + (bin + 1) * step;
            while (next < sorted.length && (bin == BINS - 1 || StrictMath.log10(sorted[next]) < right)) {
                next++;
            }
            if (next - first > most) {
                most = next - first;
                fullest = bin;
            }
        }
        return StrictMath.pow(10, low + fullest * step);
    }
}
