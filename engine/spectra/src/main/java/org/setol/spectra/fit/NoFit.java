package org.setol.spectra.fit;

/**
 * Why there is no fit.
 *
 * @param reason one line for the user
 */
public record NoFit(String reason) implements PowerLawOutcome, FingerClip.Outcome, MpOutcome {}
