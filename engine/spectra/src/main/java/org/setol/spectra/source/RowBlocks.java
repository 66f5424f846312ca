package org.setol.spectra.source;

import java.lang.foreign.Arena;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** How many rows are read at a time, and the float64 memory they are read into. */
public final class RowBlocks {

    /** Elements of a block, 512 KiB in float64: it stays in a core's second-level cache while it is worked on. */
    private static final int ELEMENTS = 1 << 16;

    private RowBlocks() {}

    /** Rows of a block of so wide a matrix, at least one. */
    public static int rows(int cols) {
        return Math.max(1, ELEMENTS / Math.max(1, cols));
    }

    /** Bytes of one block. */
    public static long bytes(int cols) {
        return (long) rows(cols) * cols * Double.BYTES;
    }

    /** Memory for the rows from {@code from} on, as many as a block holds or are left. */
    static Matrix next(Arena arena, int from, int rows, int cols) {
        return Matrix.allocate(arena, Math.min(rows(cols), rows - from), cols, Precision.FLOAT64);
    }
}
