package org.setol.spectra.source;

import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/** A source whose rows can be read a few at a time, so that sources are combined without a second copy of any. */
public interface RowSource extends MatrixSource {

    /**
     * Writes the rows {@code from} to {@code from + block.rows()} into {@code block}, widened or rounded to its
     * precision.
     *
     * @throws IllegalArgumentException when these rows are not there or the widths differ
     */
    void copyRows(int from, Matrix block);

    @Override
    default void copyTo(Matrix target) {
        if (target.rows() != rows()) {
            throw new IllegalArgumentException("source has " + rows() + " rows, target " + target.rows());
        }
        copyRows(0, target);
    }
}
