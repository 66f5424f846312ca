package org.setol.spectra.fit;

/** What came of fitting a power law: {@link PowerLawFit a fit} or {@link NoFit a reason}. */
public sealed interface PowerLawOutcome extends TailOutcome permits PowerLawFit, NoFit {}
