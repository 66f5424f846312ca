package org.setol.spectra.source;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/**
 * A block of a matrix that can only be read as a whole; {@link #of} makes one without that detour where the matrix allows.
 *
 * @param source the whole
 * @param row its row that is the block's first
 * @param col its column that is the block's first
 * @param rows of the block
 * @param cols of the block
 */
public record Window(MatrixSource source, int row, int col, int rows, int cols) implements MatrixSource {

    public Window {
        Objects.checkFromIndexSize(row, rows, source.rows());
        Objects.checkFromIndexSize(col, cols, source.cols());
    }

    /** The block of this shape whose first element is (row, col). */
    public static MatrixSource of(MatrixSource source, int row, int col, int rows, int cols) {
        return source instanceof StridedView view
                ? view.window(row, col, rows, cols)
                : new Window(source, row, col, rows, cols);
    }

    @Override
    public ElementType elementType() {
        return source.elementType();
    }

    /** The whole matrix, and what reading it takes. */
    @Override
    public long scratchBytes() {
        return (long) source.rows() * source.cols() * Double.BYTES + source.scratchBytes();
    }

    @Override
    public long readAhead() {
        return source.readAhead();
    }

    @Override
    public void copyTo(Matrix target) {
        if (target.rows() != rows || target.cols() != cols) {
            throw new IllegalArgumentException(
                    "window is " + rows + " x " + cols + ", target " + target.rows() + " x " + target.cols());
        }
        try (Arena arena = Arena.ofConfined()) {
            Matrix whole = Matrix.allocate(arena, source.rows(), source.cols(), target.precision());
            source.copyTo(whole);
            long bytes = target.precision().bytes();
            for (int i = 0; i < rows; i++) {
                long from = ((long) (row + i) * source.cols() + col) * bytes;
                MemorySegment.copy(whole.segment(), from, target.segment(), (long) i * cols * bytes, cols * bytes);
            }
        }
    }
}
