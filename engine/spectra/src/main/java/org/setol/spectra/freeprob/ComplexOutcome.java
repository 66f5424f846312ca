package org.setol.spectra.freeprob;

/** A complex number or the reason why there is none. */
public sealed interface ComplexOutcome permits Complex, Undefined {}
