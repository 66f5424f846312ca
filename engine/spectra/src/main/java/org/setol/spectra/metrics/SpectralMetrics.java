package org.setol.spectra.metrics;

import java.util.Optional;

/**
 * All numbers of one spectrum.
 *
 * @param esd the eigenvalues and their extremes
 * @param norms norms, ranks, entropy
 * @param tail the fitted tail
 * @param detX the unit-determinant tail, when asked for
 */
public record SpectralMetrics(Esd esd, EsdMetrics norms, Tail tail, Optional<DetX> detX) {

    /** Computes everything asked for; {@code esd} holds at least one eigenvalue. */
    public static SpectralMetrics of(Esd esd, MetricsOptions options) {
        Optional<DetX> determinant = options.detX() ? Optional.of(DetX.of(esd, options.mode())) : Optional.empty();
        return new SpectralMetrics(esd, EsdMetrics.of(esd), Tail.of(esd, options), determinant);
    }
}
