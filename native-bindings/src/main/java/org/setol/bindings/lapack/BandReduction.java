package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.matrix.Precision;

/**
 * A symmetric matrix to a band of the same eigenvalues, in place, by panels of as many columns as the band is wide: QR of
 * what lies below the band in the panel, Q = I - V T V^T, and A = A - V W^T - W V^T for the rest, where W = X - V (T^T V^T
 * X) / 2, X = A V T (Bischof, Lang and Sun 2000; {@code sy2sb} of LAPACK). 4/3 n^3 operations, all on blocks: half of them
 * {@code symm}, half {@code syr2k}. V and W are held transposed: {@code symm} from that side is a fifth faster.
 */
final class BandReduction {

    private final Routines routines;
    private final Precision precision;
    private final int n;
    private final int width;
    private final MemorySegment a;
    private final BlockReflector reflector;
    private final MemorySegment w;
    private final MemorySegment product;
    private final MemorySegment small;
    private final MemorySegment other;

    /**
     * @param a the lower triangle of an n x n matrix; {@link #run} leaves the band in it and other numbers below
     * @param width of the band
     */
    BandReduction(int n, int width, MemorySegment a, Workspace workspace) {
        this.routines = Routines.of(workspace.precision());
        this.precision = workspace.precision();
        this.n = n;
        this.width = width;
        this.a = a;
        reflector = new BlockReflector(n, width, workspace);
        w = workspace.numbers((long) n * width);
        product = workspace.numbers((long) n * width);
        small = workspace.numbers((long) width * width);
        other = workspace.numbers((long) width * width);
    }

    /** Elements that the constructor takes from the workspace. */
    static long workspaceNumbers(int n, int width) {
        return BlockReflector.workspaceNumbers(n, width) + 2L * n * width + 2L * width * width + 256;
    }

    /**
     * Reduces it, as far as there is anything but rounding errors.
     *
     * @return how many leading rows and columns hold the band; all beyond them is as good as zero
     */
    int run() {
        TrailingBlock trailing = new TrailingBlock(n, a, precision);
        // A last row is within the band as it is.
        for (int column = 0; n - column - width >= 2; column += width) {
            if (trailing.isNegligible(column)) {
                // The last panel's R lies below the diagonal there.
                return column + width;
            }
            panel(column, n - column - width);
        }
        return n;
    }

    /** The panel that begins at a column; {@code m} rows are below the band there. */
    private void panel(int column, int m) {
        reflector.of(at(column + width, column), m, width, n);
        int k = reflector.count();
        MemorySegment v = reflector.v();
        MemorySegment t = reflector.t();
        MemorySegment rest = at(column + width, column + width);
        routines.symm(k, m, rest, n, v, product);
        routines.gemm(true, false, k, m, k, 1, t, product, 0, w);
        routines.gemm(false, true, k, k, m, 1, v, w, 0, small);
        routines.gemm(true, false, k, k, k, 1, t, small, 0, other);
        routines.gemm(true, false, k, m, k, -0.5, other, v, 1, w);
        routines.syr2k(m, k, v, w, rest, n);
    }

    private MemorySegment at(int row, int column) {
        return a.asSlice((row + (long) column * n) * precision.bytes());
    }
}
