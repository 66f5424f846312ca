package org.setol.spectra.backend;

/** What came of a decomposition with vectors: {@link SingularVectors} or a {@link SpectrumFailure reason}. */
public sealed interface VectorOutcome permits SingularVectors, SpectrumFailure {}
