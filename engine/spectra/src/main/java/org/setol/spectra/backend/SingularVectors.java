package org.setol.spectra.backend;

import org.setol.spectra.matrix.Matrix;

/**
 * The singular values of one matrix with the vectors of its shorter side.
 *
 * @param spectrum the values, ascending, and how all of this was obtained
 * @param basis n x n, n = min(rows, cols): row i is the unit vector of value i. Left singular vectors when rows <= cols,
 *     else right ones. Lives as long as the arena it was asked for with
 * @param residual the larger of the two deviations that {@link VectorCheck} measures; 0 for an empty matrix
 */
public record SingularVectors(SpectrumResult spectrum, Matrix basis, double residual) implements VectorOutcome {}
