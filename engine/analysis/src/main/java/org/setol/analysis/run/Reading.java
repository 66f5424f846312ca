package org.setol.analysis.run;

import java.util.Arrays;

/**
 * Which of a matrix's singular values count, and as what.
 *
 * @param most only so many of the largest
 * @param roots whether their square roots take their place, so that they themselves are the eigenvalues
 */
record Reading(int most, boolean roots) {

    static final Reading ALL = new Reading(Integer.MAX_VALUE, false);

    /** Of ascending values. */
    double[] of(double[] values) {
        double[] kept = Arrays.copyOfRange(values, Math.max(0, values.length - most), values.length);
        return roots ? Arrays.stream(kept).map(Math::sqrt).toArray() : kept;
    }
}
