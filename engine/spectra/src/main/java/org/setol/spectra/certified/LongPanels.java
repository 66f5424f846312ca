package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;
import org.setol.spectra.matrix.BlockSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * The weights in panels across the longer side, one after the other in the same memory: rows of a matrix that is not wider than
 * tall, columns of another. What cannot be read block by block is one panel.
 */
record LongPanels(MatrixSource source, Precision precision) {

    /** That of the panels of a Gram matrix (benchmarks/NOTES.md, entry 10). */
    private static final int LENGTH = 512;

    boolean isTall() {
        return source.rows() >= source.cols();
    }

    int longer() {
        return Math.max(source.rows(), source.cols());
    }

    int shorter() {
        return Math.min(source.rows(), source.cols());
    }

    /** Rows or columns of the longest. */
    int length() {
        return source.blocks().isPresent() ? Math.min(LENGTH, longer()) : longer();
    }

    /** Bytes held, pages of the weights that are being read among them: of columns all, since the pages run along the rows. */
    long bytes() {
        long panel = (long) length() * shorter();
        long pages = source.blocks().isPresent() && isTall() ? panel : (long) longer() * shorter();
        return panel * precision.bytes() + pages * source.elementType().bytes();
    }

    /** Reads them all; a panel is overwritten by the next. */
    void forEach(Arena arena, Consumer<Matrix> then) {
        MemorySegment memory =
                Matrix.allocate(arena, length(), shorter(), precision).segment();
        Optional<BlockSource> blocks = source.blocks();
        for (int from = 0; from < longer(); from += length()) {
            int count = Math.min(length(), longer() - from);
            Matrix panel = new Matrix(memory, isTall() ? count : shorter(), isTall() ? shorter() : count, precision);
            if (blocks.isPresent()) {
                int row = isTall() ? from : 0;
                int col = isTall() ? 0 : from;
                blocks.get().copyBlock(row, col, panel);
            } else {
                source.copyTo(panel);
            }
            then.accept(panel);
        }
    }
}
