package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * The nearest matrix with orthonormal rows, of one whose rows are nearly so, by Newton and Schulz: B becomes (3 I - B B') B / 2,
 * which squares the distance (Higham 2008, Functions of Matrices, section 8.3). All of it is multiplication of matrices.
 *
 * @param rows k x n, float64
 * @param defect ||I - B B'||_F, as computed
 */
record OrthonormalRows(Matrix rows, double defect) {

    /** Of vectors orthonormal to float32, one step squares 1e-4 and the next 1e-8. */
    private static final int MOST_STEPS = 4;

    /** Rounding leaves some eps an element of B B'. */
    private static final double ROUNDING = 16 * Precision.FLOAT64.epsilon();

    /** Farther away the iteration need not converge. */
    private static final double FAR = 0.5;

    /** Bytes beyond the rows. */
    static long bytes(long k, long n) {
        return (k * n + k * k) * Double.BYTES;
    }

    /** Of rows in float64, which are overwritten; empty when they are far from orthonormal. */
    static Optional<OrthonormalRows> of(Matrix rows, MatrixProducts products) {
        int k = rows.rows();
        try (Arena arena = Arena.ofConfined()) {
            Matrix square = Matrix.allocate(arena, k, k, Precision.FLOAT64);
            Matrix next = Matrix.allocate(arena, k, rows.cols(), Precision.FLOAT64);
            for (int step = 0; step < MOST_STEPS; step++) {
                products.multiply(1, Factor.of(rows), Factor.transposeOf(rows), 0, square);
                double defect = defect(square);
                if (defect <= k * ROUNDING) {
                    return Optional.of(new OrthonormalRows(rows, defect));
                }
                if (!(defect < FAR)) {
                    return Optional.empty();
                }
                MemorySegment.copy(rows.segment(), 0, next.segment(), 0, rows.size() * Double.BYTES);
                products.multiply(-0.5, Factor.of(square), Factor.of(next), 1.5, rows);
            }
        }
        return Optional.empty();
    }

    private static double defect(Matrix square) {
        int k = square.rows();
        double sum = 0;
        for (long i = 0; i < square.size(); i++) {
            double one = i % (k + 1) == 0 ? 1 : 0;
            double off = one - square.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, i);
            sum += off * off;
        }
        return Math.sqrt(sum);
    }
}
