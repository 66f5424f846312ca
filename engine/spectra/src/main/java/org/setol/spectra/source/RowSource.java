package org.setol.spectra.source;

import java.util.Optional;
import org.setol.spectra.matrix.BlockSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/** A source that can be read a few rows or a block at a time, so that sources are combined without a second copy of any. */
public interface RowSource extends MatrixSource, BlockSource {

    @Override
    default Optional<BlockSource> blocks() {
        return Optional.of(this);
    }

    /**
     * Writes the rows {@code from} to {@code from + block.rows()} into {@code block}, widened or rounded to its
     * precision.
     *
     * @throws IllegalArgumentException when the widths differ
     * @throws IndexOutOfBoundsException when these rows are not there
     */
    default void copyRows(int from, Matrix block) {
        if (block.cols() != cols()) {
            throw new IllegalArgumentException("source has " + cols() + " columns, block " + block.cols());
        }
        copyBlock(from, 0, block);
    }

    @Override
    default void copyTo(Matrix target) {
        if (target.rows() != rows()) {
            throw new IllegalArgumentException("source has " + rows() + " rows, target " + target.rows());
        }
        copyRows(0, target);
    }
}
