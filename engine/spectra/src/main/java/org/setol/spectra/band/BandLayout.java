package org.setol.spectra.band;

/**
 * Where the elements of a symmetric band matrix lie: the lower triangle, column by column, element (row, col) at {@code
 * col stride + row - col}. So any block below the diagonal is an ordinary column-major one with {@code stride - 1}
 * elements between columns. Each column has room for the bulge (2 width elements) and the kernels' padding; {@code 3
 * width} further columns of zeros let every block be a whole one.
 *
 * @param n side of the matrix, at least 1
 * @param width elements below the diagonal, a multiple of 16
 * @param padding elements of the kernels' own at the end of each column
 */
public record BandLayout(int n, int width, int padding) {

    /** Blocks consist of whole vectors: 16 floats at most. */
    public static final int MULTIPLE = 16;

    public BandLayout {
        if (n < 1 || width < MULTIPLE || width % MULTIPLE != 0 || padding < 0) {
            throw new IllegalArgumentException(
                    "no band matrix: n = " + n + ", width " + width + ", padding " + padding);
        }
    }

    /** Elements from a diagonal element to the next. */
    public int stride() {
        return 2 * width + padding;
    }

    /** Elements of the whole array. */
    public int length() {
        return Math.multiplyExact(Math.addExact(n, 3 * width), stride());
    }

    /** Where element (row, col) lies, row at least col and at most {@code 2 width - 1} below. */
    public int at(int row, int col) {
        return col * stride() + row - col;
    }
}
