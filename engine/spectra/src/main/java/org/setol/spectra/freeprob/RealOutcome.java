package org.setol.spectra.freeprob;

/** A real number or the reason why there is none. */
public sealed interface RealOutcome permits RealValue, Undefined {}
