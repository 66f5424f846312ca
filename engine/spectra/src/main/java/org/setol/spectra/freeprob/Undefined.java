package org.setol.spectra.freeprob;

/**
 * Why there is no number.
 *
 * @param reason one line for the user
 */
public record Undefined(String reason) implements ComplexOutcome, RealOutcome, InverseMpOutcome {}
