package org.setol.spectra.fit;

/**
 * Where data lie that are not known exactly: the i-th smallest is in [low_i, high_i], whatever the others are.
 *
 * @param values as computed, ascending, each within its bounds; not copied
 * @param low ascending, positive; not copied
 * @param high ascending, finite; not copied
 */
public record DataBounds(double[] values, double[] low, double[] high) {

    public DataBounds {
        if (values.length != low.length || values.length != high.length) {
            throw new IllegalArgumentException(
                    "bounds of " + low.length + " and " + high.length + " data for " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            boolean ascending =
                    i == 0 || (low[i - 1] <= low[i] && high[i - 1] <= high[i] && values[i - 1] <= values[i]);
            if (!(low[i] > 0) || !(low[i] <= values[i]) || !(values[i] <= high[i]) || !ascending) {
                throw new IllegalArgumentException(
                        "datum " + i + " is " + values[i] + ", its bounds " + low[i] + " and " + high[i]);
            }
        }
        if (values.length > 0 && !(high[high.length - 1] < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the largest datum has no bound");
        }
    }

    public int size() {
        return values.length;
    }
}
