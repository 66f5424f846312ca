package org.setol.analysis.report;

import org.setol.spectra.metrics.VectorShape;

/**
 * A vector of a file and how it is spread.
 *
 * @param file as the user named it
 * @param array its name in the file
 * @param row which row of a two-dimensional array, else 0
 */
public record NamedVector(String file, String array, int row, VectorShape shape) {}
