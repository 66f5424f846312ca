package org.setol.spectra.metrics;

import java.util.Optional;
import org.setol.spectra.fit.MarchenkoPastur;
import org.setol.spectra.fit.MpOutcome;

/**
 * All numbers of one spectrum.
 *
 * @param esd the eigenvalues and their extremes
 * @param norms norms, ranks, entropy
 * @param tail the fitted tail
 * @param detX the unit-determinant tail, when asked for
 * @param mp the Marchenko-Pastur bulk, when asked for
 * @param randomised what is left when the elements are permuted, when asked for
 */
public record SpectralMetrics(
        Esd esd,
        EsdMetrics norms,
        Tail tail,
        Optional<DetX> detX,
        Optional<MpOutcome> mp,
        Optional<Randomised> randomised) {

    /**
     * Computes everything asked for that the eigenvalues alone tell; {@code esd} holds at least one eigenvalue.
     */
    public static SpectralMetrics of(Esd esd, MetricsOptions options) {
        Optional<DetX> determinant = options.detX() ? Optional.of(DetX.of(esd, options.mode())) : Optional.empty();
        Optional<MpOutcome> mp = options.mpFit() ? Optional.of(mpFit(esd, options.mode())) : Optional.empty();
        return new SpectralMetrics(esd, EsdMetrics.of(esd), Tail.of(esd, options), determinant, mp, Optional.empty());
    }

    /** The same with what the permutations of the layer have shown. */
    public SpectralMetrics withRandomised(Randomised found) {
        return new SpectralMetrics(esd, norms, tail, detX, mp, Optional.of(found));
    }

    /** The Marchenko-Pastur bulk of an ESD. */
    private static MpOutcome mpFit(Esd esd, MetricsMode mode) {
        return MarchenkoPastur.fit(esd.eigenvalues(), esd.rows(), esd.cols(), mode.mpConvention());
    }
}
