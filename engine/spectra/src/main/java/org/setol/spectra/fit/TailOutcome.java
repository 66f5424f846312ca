package org.setol.spectra.fit;

/** What came of fitting the tail of a spectrum by any law: {@link TailFit a fit} or {@link NoFit a reason}. */
public sealed interface TailOutcome permits TailFit, PowerLawOutcome {}
