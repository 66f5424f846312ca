package org.setol.spectra.setol;

import java.util.Optional;

/**
 * An effective correlation space (ECS, Eqn 120): the largest M~ eigenvalues of a spectrum of mean 1.
 *
 * @param size M~
 * @param lambdaMin the smallest eigenvalue in it, in units of the mean
 * @param logDet ln det X~ = sum of ln mu over it (Eqn 124 to 126)
 */
public record Cut(int size, double lambdaMin, double logDet) {

    /**
     * What rounding may make of a log-determinant of 0, per eigenvalue: each ln mu is off by an ulp of mu, by one of its
     * own and by the rounding of the sum so far, which is small where it matters.
     */
    private static final double ROUNDING = 0x1p-50;

    /**
     * The ERG rule (Eqn 126): the ECS whose log-determinant is nearest to 0; of several (all eigenvalues equal) the
     * largest. Sums rise from the largest eigenvalue down to mu = 1 and fall from there to at most 0, so there is a
     * crossing unless all are equal. (The caption of Fig 11 splits at ln lambda = 1; 0 is meant.)
     */
    static Cut erg(NormalisedSpectrum spectrum) {
        int n = spectrum.size();
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            nearest = Math.min(nearest, Math.abs(spectrum.logDeterminants()[i]));
        }
        int start = 0;
        while (Math.abs(spectrum.logDeterminants()[start]) > nearest + (n - start) * ROUNDING) {
            start++;
        }
        return at(spectrum, start);
    }

    /** The PL rule: all eigenvalues of at least {@code muMin}; empty when there are none. */
    static Optional<Cut> from(NormalisedSpectrum spectrum, double muMin) {
        int start = spectrum.size();
        while (start > 0 && spectrum.mu()[start - 1] >= muMin) {
            start--;
        }
        return start == spectrum.size() ? Optional.empty() : Optional.of(at(spectrum, start));
    }

    private static Cut at(NormalisedSpectrum spectrum, int start) {
        return new Cut(spectrum.size() - start, spectrum.mu()[start], spectrum.logDeterminants()[start]);
    }
}
