package org.setol.spectra.metrics;

import java.util.Optional;

/**
 * All numbers of one spectrum.
 *
 * @param esd the eigenvalues and their extremes
 * @param norms norms, ranks, entropy
 * @param tail the fitted tail
 * @param findings what was asked for beyond these
 */
public record SpectralMetrics(Esd esd, EsdMetrics norms, Tail tail, Findings findings) {

    /**
     * Computes norms, tail and, of what is asked for beyond them, what the pooled eigenvalues tell: {@link Extra#DET_X}, {@link
     * Extra#MP_FIT}, {@link Extra#HILL}, {@link Extra#SETOL}. The other extras need the matrices, or each one's eigenvalues, and are
     * left to who has them ({@link #with}).
     *
     * @param esd at least one eigenvalue
     * @throws IllegalArgumentException when {@link Esd#outOfRange} has a reason
     */
    public static SpectralMetrics of(Esd esd, MetricsOptions options) {
        esd.outOfRange().ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        SpectralMetrics metrics =
                new SpectralMetrics(esd, EsdMetrics.of(esd, options.mode()), Tail.of(esd, options), Findings.NONE);
        if (options.wants(Extra.DET_X)) {
            metrics = metrics.with(DetX.of(esd, options.mode()));
        }
        if (options.wants(Extra.MP_FIT)) {
            metrics = metrics.with(Bulk.of(esd, options.mode()));
        }
        if (options.wants(Extra.HILL)) {
            metrics = metrics.with(Hill.of(esd, options.mode()));
        }
        if (options.wants(Extra.SETOL)) {
            metrics = metrics.with(LayerTheory.of(esd, metrics.tail(), options.setol()));
        }
        return metrics;
    }

    /** The same with one more finding, e.g. of the layer's permutations or vectors. */
    public SpectralMetrics with(Finding found) {
        return new SpectralMetrics(esd, norms, tail, findings.with(found));
    }

    /** The finding of that type, when it was asked for. */
    public <T extends Finding> Optional<T> find(Class<T> type) {
        return findings.find(type);
    }
}
