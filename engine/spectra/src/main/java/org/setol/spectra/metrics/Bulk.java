package org.setol.spectra.metrics;

import org.setol.spectra.fit.MarchenkoPastur;
import org.setol.spectra.fit.MpOutcome;
import org.setol.spectra.fit.NoFit;

/**
 * The Marchenko-Pastur bulk of a layer.
 *
 * @param outcome the fit, or why there is none
 */
public record Bulk(MpOutcome outcome) implements Finding {

    static Bulk of(Esd esd, MetricsMode mode) {
        return new Bulk(MarchenkoPastur.fit(esd.eigenvalues(), esd.rows(), esd.cols(), mode.mpConvention()));
    }

    @Override
    public String reason() {
        return outcome instanceof NoFit none ? none.reason() : "";
    }
}
