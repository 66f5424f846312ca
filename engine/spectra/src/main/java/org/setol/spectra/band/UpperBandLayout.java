package org.setol.spectra.band;

/**
 * Where the elements of an upper band matrix lie: column by column, element (row, col) at {@code col stride + row - col} and a
 * constant. Each column has room for the bulges on either side, which reach {@code width - 1} elements below the diagonal and {@code 2
 * width - 1} above, so that any block there is an ordinary column-major one with {@code stride - 1} elements between columns;
 * {@code 3 width} further columns of zeros let every block be a whole one.
 *
 * @param n side of the matrix, at least 1
 * @param width elements above the diagonal, a multiple of {@link BandLayout#MULTIPLE}
 */
public record UpperBandLayout(int n, int width) {

    public UpperBandLayout {
        if (n < 1 || width < BandLayout.MULTIPLE || width % BandLayout.MULTIPLE != 0) {
            throw new IllegalArgumentException("no band matrix: n = " + n + ", width " + width);
        }
    }

    /** Elements from a diagonal element to the next. */
    public int stride() {
        return 3 * width;
    }

    /** Elements of the whole array. */
    public int length() {
        return Math.multiplyExact(Math.addExact(n, 3 * width), stride());
    }

    /** Where element (row, col) lies, col at most {@code width - 1} before row and {@code 2 width - 1} beyond. */
    public int at(int row, int col) {
        return col * stride() + row - col + 2 * width - 1;
    }
}
