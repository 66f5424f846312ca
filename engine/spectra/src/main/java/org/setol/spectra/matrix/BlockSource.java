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

    /**
     * Says that this block, like those above it and to its left, will not be needed soon: pages of a mapped file leave the
     * resident memory of the process. They come back when they are read again, so that this costs time and is never wrong.
     */
    void release(int row, int col, int rows, int cols);
}
