package org.setol.spectra.matrix;

/** Weights of which a block can be read without the rest, so that a large matrix is never in memory as a whole. */
public interface BlockSource {

    /**
     * Writes the block whose first element is (row, col) and whose shape is that of {@code block}, widened or rounded to its
     * precision. Blocks may be read in any order and more than once.
     *
     * @throws IndexOutOfBoundsException when the block leaves the matrix
     */
    void copyBlock(int row, int col, Matrix block);
}
