package org.setol.spectra.setol;

import java.util.Arrays;
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
     * The ERG rule (Eqn 126): the ECS whose log-determinant is nearest to 0; of several (all eigenvalues equal) the
     * largest. Sums rise from the largest eigenvalue down to mu = 1 and fall from there to at most 0, so there is a
     * crossing unless all are equal. (The caption of Fig 11 splits at ln lambda = 1; 0 is meant.)
     */
    static Cut erg(NormalisedSpectrum spectrum) {
        return at(spectrum, LogDeterminants.closestToZero(Arrays.copyOf(spectrum.logDeterminants(), spectrum.size())));
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
