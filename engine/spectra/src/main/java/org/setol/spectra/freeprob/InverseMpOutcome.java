package org.setol.spectra.freeprob;

/** What came of fitting an inverse Marchenko-Pastur law. */
public sealed interface InverseMpOutcome permits InverseMpFit, Undefined {}
