package org.setol.benchmarks;

import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.fit.PowerLawFit;

/**
 * What a scan of all xmin candidates finds.
 *
 * @param index of xmin in the ascending data
 * @param alpha exponent there
 * @param distance Kolmogorov-Smirnov distance there
 */
public record FoundTail(int index, double alpha, double distance) {

    /** Differently rounded exponentials move a distance by 1e-15 or so, and alphas summed differently by n eps. */
    private static final double TOLERANCE = 1e-9;

    /** By the engine. */
    static FoundTail byEngine(double[] sorted) {
        return switch (PowerLaw.fitSorted(sorted)) {
            case PowerLawFit fit -> new FoundTail(fit.index(), fit.alpha(), fit.distance());
            case NoFit none -> throw new IllegalStateException(none.reason());
        };
    }

    /** @throws IllegalStateException when the other scan found another tail */
    void requireSameAs(FoundTail other) {
        boolean same = index == other.index
                && Math.abs(alpha - other.alpha) < TOLERANCE * alpha
                && Math.abs(distance - other.distance) < TOLERANCE;
        if (!same) {
            throw new IllegalStateException("scans disagree: " + this + ", " + other);
        }
    }
}
