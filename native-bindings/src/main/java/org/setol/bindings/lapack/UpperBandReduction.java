package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.matrix.Precision;

/**
 * A matrix to an upper band of the same singular values, in place: QR of a panel of columns, LQ of the rows beside its
 * triangle, and so on (Grosser and Lang 1999, Parallel Computing 25; {@code ge2gb} of PLASMA). 8/3 n^3 operations for an n x n
 * matrix, nearly all of them {@code gemm}. One with a longer side is made triangular first. Where nothing but rounding errors
 * is left the reduction ends: a matrix of rank r costs about r panels.
 */
final class UpperBandReduction {

    private final Routines routines;
    private final Precision precision;
    private final MemorySegment a;
    private final int lda;
    private final int width;
    private final Remainder remainder;
    private final BlockReflector reflector;
    private final MemorySegment transposed;
    private final MemorySegment product;
    private final MemorySegment other;

    private int rows;
    private int cols;

    /**
     * @param a m x n, column by column without gaps, its norm well within the range of the precision; {@link #run} leaves the band in it
     * @param width of the band
     */
    UpperBandReduction(int m, int n, int width, MemorySegment a, Workspace workspace) {
        this.routines = Routines.of(workspace.precision());
        this.precision = workspace.precision();
        this.a = a;
        this.lda = m;
        this.rows = m;
        this.cols = n;
        this.width = width;
        this.remainder = new Remainder(m, n, a, precision);
        int longer = Math.max(m, n);
        reflector = new BlockReflector(longer, width, workspace);
        transposed = workspace.numbers((long) longer * width);
        product = workspace.numbers((long) longer * width);
        other = workspace.numbers((long) longer * width);
    }

    /** Elements that the constructor takes from the workspace. */
    static long workspaceNumbers(int longer, int width) {
        return BlockReflector.workspaceNumbers(longer, width) + 3L * longer * width + 256;
    }

    /**
     * Reduces it.
     *
     * @return how many leading rows and columns hold the band, with zeros around it; all beyond them is as good as zero
     */
    int run() {
        while (rows != cols) {
            if (rows > cols) {
                rows = upperTriangle();
            } else {
                cols = lowerTriangle();
            }
        }
        return band();
    }

    /** Of a tall matrix; returns the rows that are left. */
    private int upperTriangle() {
        for (int k = 0; k < cols; k += width) {
            if (remainder.isNegligible(k, rows, cols)) {
                return k;
            }
            columns(k, Math.min(width, cols - k));
        }
        return cols;
    }

    /** Of a wide matrix; returns the columns that are left. */
    private int lowerTriangle() {
        for (int k = 0; k < rows; k += width) {
            if (remainder.isNegligible(k, rows, cols)) {
                return k;
            }
            rows(k, k, Math.min(width, rows - k));
        }
        return rows;
    }

    private int band() {
        int n = rows;
        for (int k = 0; k < n; k += width) {
            if (remainder.isNegligible(k, n, n)) {
                // The last rows' triangle lies beside.
                return Math.min(n, k == 0 ? 0 : k + width);
            }
            columns(k, Math.min(width, n - k));
            if (k + width < n) {
                rows(k, k + width, width);
            }
        }
        return n;
    }

    /** QR of {@code count} columns from the diagonal element k on; what lies to their right follows. */
    private void columns(int k, int count) {
        int m = rows - k;
        int last = k + count;
        reflector.of(at(k, k), m, count, lda);
        for (int column = k; column < last; column++) {
            clear(column, column + 1, rows);
        }
        if (last < cols) {
            reflector.applyFromLeft(at(k, last), cols - last, lda, product, other);
        }
    }

    /** LQ of {@code count} rows from element (row, column) on; what lies below them follows. */
    private void rows(int row, int column, int count) {
        int m = cols - column;
        int last = row + count;
        routines.transpose(count, m, at(row, column), lda, transposed);
        reflector.of(transposed, m, count, m);
        for (int j = 0; j < m; j++) {
            for (int i = j; i < count; i++) {
                double element = routines.get(transposed, j + (long) i * m);
                routines.set(a, row + i + (long) (column + j) * lda, element);
            }
            clear(column + j, row, row + Math.min(j, count));
        }
        if (last < rows) {
            reflector.applyFromRight(at(last, column), rows - last, lda, product, other);
        }
    }

    private void clear(int column, int fromRow, int toRow) {
        if (fromRow < toRow) {
            at(fromRow, column)
                    .asSlice(0, (long) (toRow - fromRow) * precision.bytes())
                    .fill((byte) 0);
        }
    }

    private MemorySegment at(int row, int column) {
        return a.asSlice((row + (long) column * lda) * precision.bytes());
    }
}
