package org.setol.spectra.freeprob;

/**
 * A real number.
 *
 * @param value finite
 */
public record RealValue(double value) implements RealOutcome {}
