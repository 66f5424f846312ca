package org.setol.spectra.fit;

import java.util.Optional;

/** What came of fitting a Marchenko-Pastur bulk: {@link MpFit a fit} or {@link NoFit a reason}. */
public sealed interface MpOutcome permits MpFit, NoFit {

    /** The fit, if there is one. */
    default Optional<MpFit> fit() {
        return this instanceof MpFit fit ? Optional.of(fit) : Optional.empty();
    }
}
