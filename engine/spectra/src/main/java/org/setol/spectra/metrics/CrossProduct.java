package org.setol.spectra.metrics;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.RowSource;

/**
 * Products of two matrices with each other's transpose, of which only sums of squares are wanted: tile by tile, each read and
 * multiplied block by block, so that memory holds neither the product nor the matrices. Blocks are read once for each tile that
 * they are a factor of.
 */
final class CrossProduct implements AutoCloseable {

    /**
     * Rows and columns of blocks and tiles, 8 MiB in float64. With half as many an element is read twice as often, and a block of
     * Llama-1B takes 11.2 s instead of 10.5 (benchmarks/NOTES.md, entry 39).
     */
    private static final int SIDE = 1024;

    /** Two tiles and two blocks, at most. */
    static final long BYTES = 4L * SIDE * SIDE * Double.BYTES;

    private final MatrixProducts products;
    private final int side;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment[] tiles;
    private final MemorySegment[] blocks;

    /** Of matrices whose sides are no longer than that: the memory of large tiles takes longer to be had than small products. */
    static CrossProduct of(MatrixProducts products, int longest) {
        return new CrossProduct(products, Math.clamp(longest, 1, SIDE));
    }

    /** In tiles of this side. */
    CrossProduct(MatrixProducts products, int side) {
        this.products = products;
        this.side = side;
        this.tiles = new MemorySegment[] {memory(), memory()};
        this.blocks = new MemorySegment[] {memory(), memory()};
    }

    private MemorySegment memory() {
        return Matrix.allocate(arena, side, side, Precision.FLOAT64).segment();
    }

    /** ||A'B||_F of two matrices with as many rows; of one with itself at half the cost. 2 rows cols^2 operations. */
    double norm(RowSource a, RowSource b) {
        boolean symmetric = a.equals(b);
        double norm = 0;
        for (int i = 0; i < a.cols(); i += side) {
            for (int j = symmetric ? i : 0; j < b.cols(); j += side) {
                Matrix tile = tile(0, a, i, b, j, false);
                double sum = dot(tile, tile);
                norm = Math.hypot(norm, Math.sqrt(symmetric && j > i ? 2 * sum : sum));
            }
        }
        return norm;
    }

    /**
     * The same of A'B, A'A and B'B by AA' and BB', whose elements have the same sums of squares and products, and which are
     * smaller where there are more columns than rows. The first one is a sum of either sign: its error is that of the others.
     */
    Norms byRows(RowSource a, RowSource b) {
        double cross = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < a.rows(); i += side) {
            for (int j = i; j < a.rows(); j += side) {
                int weight = j > i ? 2 : 1;
                Matrix s = tile(0, a, i, a, j, true);
                Matrix t = tile(1, b, i, b, j, true);
                cross += weight * dot(s, t);
                left += weight * dot(s, s);
                right += weight * dot(t, t);
            }
        }
        return new Norms(Math.sqrt(Math.max(0, cross)), Math.sqrt(left), Math.sqrt(right));
    }

    /** ||A'B||_F, ||A'A||_F and ||B'B||_F. */
    record Norms(double cross, double left, double right) {}

    /** Of XY' when {@code rows} are multiplied, else of X'Y: its elements from (i, j) on. */
    private Matrix tile(int number, RowSource x, int i, RowSource y, int j, boolean rows) {
        int height = Math.min(side, (rows ? x.rows() : x.cols()) - i);
        int width = Math.min(side, (rows ? y.rows() : y.cols()) - j);
        Matrix tile = matrix(tiles[number], height, width);
        int inner = rows ? x.cols() : x.rows();
        for (int from = 0; from < inner; from += side) {
            int count = Math.min(side, inner - from);
            Matrix left = block(0, x, i, height, from, count, rows);
            boolean same = x.equals(y) && i == j;
            Matrix right = same ? left : block(1, y, j, width, from, count, rows);
            products.multiply(1, new Factor(left, !rows), new Factor(right, rows), from == 0 ? 0 : 1, tile);
        }
        return tile;
    }

    private Matrix block(int number, RowSource source, int at, int length, int from, int count, boolean rows) {
        Matrix block = matrix(blocks[number], rows ? length : count, rows ? count : length);
        source.copyBlock(rows ? at : from, rows ? from : at, block);
        return block;
    }

    private static Matrix matrix(MemorySegment memory, int rows, int cols) {
        return new Matrix(memory.asSlice(0, (long) rows * cols * Double.BYTES), rows, cols, Precision.FLOAT64);
    }

    private static double dot(Matrix x, Matrix y) {
        double sum = 0;
        for (long k = 0; k < x.size(); k++) {
            sum += x.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, k)
                    * y.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, k);
        }
        return sum;
    }

    @Override
    public void close() {
        arena.close();
    }
}
