package org.setol.spectra.directions;

import java.util.Arrays;
import java.util.List;
import org.setol.spectra.metrics.MetricsMode;

/** Brings a count of pooled directions down to the matrices that were pooled. */
public final class SliceCuts {

    private SliceCuts() {}

    /**
     * How many of its largest directions each matrix gives.
     *
     * @param values singular values of each, ascending
     * @param count over all of them, from 0 to as many as there are values
     * @param mode compat: the same for each, as WeightWatcher does it, {@code count / slices} rounded up for directions
     *     that are kept; corrected: those that are among the {@code count} largest of all, of equals the earlier matrix's
     */
    public static int[] kept(List<double[]> values, int count, MetricsMode mode) {
        return mode == MetricsMode.COMPAT
                ? even(values, (count + values.size() - 1) / values.size())
                : ranked(values, count);
    }

    /** The same for directions that go: there WeightWatcher rounds down. */
    public static int[] dropped(List<double[]> values, int count, MetricsMode mode) {
        return mode == MetricsMode.COMPAT ? even(values, count / values.size()) : ranked(values, count);
    }

    private static int[] even(List<double[]> values, int each) {
        return values.stream().mapToInt(v -> Math.min(each, v.length)).toArray();
    }

    private static int[] ranked(List<double[]> values, int count) {
        if (count == 0) {
            return new int[values.size()];
        }
        double[] pooled =
                values.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double smallest = pooled[pooled.length - count];
        int[] counts = values.stream().mapToInt(v -> above(v, smallest)).toArray();
        int missing = count - Arrays.stream(counts).sum();
        for (int slice = 0; slice < counts.length && missing > 0; slice++) {
            int equal = above(values.get(slice), Math.nextDown(smallest)) - counts[slice];
            int taken = Math.min(equal, missing);
            counts[slice] += taken;
            missing -= taken;
        }
        return counts;
    }

    private static int above(double[] ascending, double threshold) {
        int first = ascending.length;
        while (first > 0 && ascending[first - 1] > threshold) {
            first--;
        }
        return ascending.length - first;
    }
}
