package org.setol.spectra.backend;

/** What came of a decomposition: {@link SpectrumResult values} or a {@link SpectrumFailure reason}. */
public sealed interface SpectrumOutcome permits SpectrumResult, SpectrumFailure {}
