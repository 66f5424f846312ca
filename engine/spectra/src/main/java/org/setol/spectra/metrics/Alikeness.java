package org.setol.spectra.metrics;

import java.lang.foreign.Arena;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.RowSource;

/**
 * The uncentred linear CKA of two matrices of one shape, ||A'B||_F / sqrt(||A'A||_F ||B'B||_F): 1 when the columns of one
 * are an orthogonal map and a multiple of those of the other, 0 when they are orthogonal to them (Kornblith et al. 2019,
 * ICML, without their centring; WeightWatcher's {@code cka}).
 */
public final class Alikeness {

    /** WeightWatcher's: a smaller denominator is raised by as much. */
    private static final double GUARD = 1e-6;

    private Alikeness() {}

    /**
     * Of two matrices of finite elements.
     *
     * @param mode compat raises denominators below 1e-6 by as much, so that zero matrices have 0; corrected does not:
     *     there a zero matrix has NaN
     * @return within [0, 1] up to rounding: relative error a few cols eps64. Cost: 4 rows cols^2; {@link #bytes} of memory
     */
    public static double of(RowSource a, RowSource b, MetricsMode mode) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix left = read(a, arena);
            Matrix right = read(b, arena);
            double norms = Math.sqrt(CrossProduct.norm(left, left)) * Math.sqrt(CrossProduct.norm(right, right));
            boolean guarded = mode == MetricsMode.COMPAT && norms < GUARD;
            return CrossProduct.norm(left, right) / (guarded ? norms + GUARD : norms);
        }
    }

    /** Most memory that {@link #of} holds. */
    public static long bytes(RowSource a) {
        return 2L * a.rows() * a.cols() * Double.BYTES + CrossProduct.BYTES;
    }

    private static Matrix read(RowSource source, Arena arena) {
        Matrix matrix = Matrix.allocate(arena, source.rows(), source.cols(), Precision.FLOAT64);
        source.copyTo(matrix);
        return matrix;
    }
}
