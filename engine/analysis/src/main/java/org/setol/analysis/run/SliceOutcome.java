package org.setol.analysis.run;

import org.setol.spectra.backend.SpectrumOutcome;

/**
 * What came of one matrix.
 *
 * @param outcome values or a reason
 * @param readNanos time to read and widen it
 * @param spectrumNanos time for the rest
 */
record SliceOutcome(SpectrumOutcome outcome, long readNanos, long spectrumNanos) {}
