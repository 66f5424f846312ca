package org.setol.spectra.directions;

import java.lang.foreign.Arena;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * A matrix without some of its singular directions: U S V with some of S set to 0, which is U_k (U_k' A) or (A V_k') V_k,
 * so that vectors of the shorter side are enough. Of kept and dropped directions the fewer are multiplied: what is kept is
 * written anew, what is dropped is subtracted. Both are exact to N eps s_max.
 *
 * <p>Cost: 4 rows cols k operations, k at most half of min(rows, cols).
 */
public final class Projection {

    private final MatrixProducts products;

    public Projection(MatrixProducts products) {
        this.products = products;
    }

    /**
     * Drops the largest directions, or all but those.
     *
     * @param a rows x cols; overwritten
     * @param basis n x n with n = min(rows, cols), in the same precision: row i is the vector of the i-th value, ascending;
     *     left vectors when rows &le; cols, else right ones
     * @param top how many of the largest, 0 to n
     * @param keepTop whether these stay or go
     */
    public void apply(Matrix a, Matrix basis, int top, boolean keepTop) {
        int n = basis.rows();
        if (a.rank() != n || top < 0 || top > n) {
            throw new IllegalArgumentException(a.rows() + " x " + a.cols() + ", basis " + n + ", top " + top);
        }
        int kept = keepTop ? top : n - top;
        if (kept == n) {
            return;
        }
        if (kept == 0) {
            a.segment().fill((byte) 0);
            return;
        }
        boolean write = 2 * kept <= n;
        boolean largest = write == keepTop;
        int count = write ? kept : n - kept;
        project(a, rows(basis, largest ? n - count : 0, count), write);
    }

    private void project(Matrix a, Matrix directions, boolean write) {
        double sign = write ? 1 : -1;
        double old = write ? 0 : 1;
        Factor it = Factor.of(directions);
        Factor turned = Factor.transposeOf(directions);
        try (Arena arena = Arena.ofConfined()) {
            if (a.rows() <= a.cols()) {
                Matrix coordinates = Matrix.allocate(arena, directions.rows(), a.cols(), a.precision());
                products.multiply(1, it, Factor.of(a), 0, coordinates);
                products.multiply(sign, turned, Factor.of(coordinates), old, a);
            } else {
                Matrix coordinates = Matrix.allocate(arena, a.rows(), directions.rows(), a.precision());
                products.multiply(1, Factor.of(a), turned, 0, coordinates);
                products.multiply(sign, Factor.of(coordinates), it, old, a);
            }
        }
    }

    private static Matrix rows(Matrix matrix, int from, int count) {
        long row = (long) matrix.cols() * matrix.precision().bytes();
        return new Matrix(matrix.segment().asSlice(from * row, count * row), count, matrix.cols(), matrix.precision());
    }

    /** Bytes held beside matrix and basis, an upper bound; products in plain Java hold copies of both factors too. */
    public static long workspaceBytes(int rows, int cols, Precision precision) {
        long n = Math.min(rows, cols);
        return (Math.max(rows, cols) * (n / 2 + 1)) * precision.bytes();
    }
}
