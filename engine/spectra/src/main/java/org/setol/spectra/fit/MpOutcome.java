package org.setol.spectra.fit;

/** What came of fitting a Marchenko-Pastur bulk: {@link MpFit a fit} or {@link NoFit a reason}. */
public sealed interface MpOutcome permits MpFit, NoFit {}
